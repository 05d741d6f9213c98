// An alert does not name the s3rare that made it. This file accepts an alert by its rule and rule
// version, and by having all fields that an investigation needs.

#include "investigate/alerts_to_investigate.h"

#include <utility>

#include "json/text.h"
#include "s3rare/event_time.h"
#include "s3rare/rule.h"

namespace s3rare::investigate {
namespace {

Result<AlertToInvestigate> investigated(const lists::AlertReader& reader,
                                        const lists::ReadAlert& read) {
  if (read.rule_id != rule::kId) {
    return reader.refuse("found no alert of this rule, expected one as s3rare detect prints it");
  }
  if (read.rule_version != rule::kVersion) {
    return reader.refuse(std::string("found an alert of another version of the rule, expected ")
                             .append(rule::kVersion));
  }
  const auto time = parse_rfc3339(read.time);
  if (!time) return reader.refuse("found no @timestamp that is a time, expected an alert's");
  AlertToInvestigate alert;
  alert.alert_id = read.alert_id;
  alert.event_id = read.event_id;
  alert.time = time->time;
  alert.source = read[ExceptionField::source];
  alert.bucket = read[ExceptionField::bucket];
  alert.key = read[ExceptionField::key];
  alert.action = read[ExceptionField::action];
  alert.account = read[ExceptionField::recipient_account];
  alert.region = read.region;
  alert.path = read.path;
  alert.offset = read.offset.value_or(0);
  alert.bytes_out = read.bytes_out;
  if (alert.source.empty() && alert.bucket.empty()) {
    return reader.refuse(
        "found neither source.address nor aws.s3.bucket.name, expected one of them");
  }
  alert.json = json::minify(reader.text());
  return alert;
}

}  // namespace

Result<std::vector<AlertToInvestigate>> read_alerts_to_investigate(lists::AlertReader& reader) {
  std::vector<AlertToInvestigate> alerts;
  for (;;) {
    auto read = reader.next();
    if (!read) return std::move(read.error());
    if (!*read) return alerts;
    auto alert = investigated(reader, **read);
    if (!alert) return std::move(alert.error());
    alerts.push_back(std::move(*alert));
  }
}

}  // namespace s3rare::investigate
