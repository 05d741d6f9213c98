#include "lists/alerts.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

#include "json/text.h"
#include "s3rare/exposure.h"

namespace s3rare::lists {
namespace {

// The numbers of the paths, in the order of the constructor's lists.
enum AlertPath : std::size_t {
  kAlertId,
  kTruncated,
  kTruncatedFields,
  kTime,
  kEventId,
  kRuleId,
  kRuleVersion,
  kSource,
  kUserAgent,
  kAction,
  kS3,
  kCloudTrail,
  kOffset,
  kExposure,
  kFile,
  kCloudRegion
};
enum S3Path : std::size_t { kBucket, kKey };

// Bytes read at a time, so that a long line is never in memory as a whole.
constexpr std::size_t kPieceBytes = 64 * 1024;

std::optional<std::uint64_t> number_of(const json::JsonValue& value) {
  if (value.kind != json::JsonValue::Kind::number) return std::nullopt;
  return parse_byte_count(value.text);
}

// The names of the fields in alerts, in the order of kExceptionFields.
constexpr std::array<std::string_view, kExceptionFields.size()> kNamesInAlerts = {
    "source.address",
    "aws.s3.bucket.name",
    "user_agent.original",
    "event.action",
    "aws.cloudtrail.recipient_account_id",
    "aws.s3.object.key"};

void read_cut_fields(std::string_view names, ReadAlert& alert) {
  json::Children elements(names);
  while (const auto element = elements.next()) {
    if (!element->is_string()) continue;
    for (std::size_t i = 0; i < kNamesInAlerts.size(); ++i) {
      if (json::string_is(element->raw_string(), kNamesInAlerts[i])) alert.cut[i] = true;
    }
  }
}

// Whether a value is an object, which is then read.
bool read_object(json::JsonReader& reader, const json::JsonValue& value) {
  return value.kind == json::JsonValue::Kind::object && reader.read(value.text);
}

}  // namespace

Result<AlertReader> AlertReader::open(const std::string& name) {
  if (name == "-") return AlertReader(std::cin, name);
  auto file = std::make_unique<std::ifstream>(name, std::ios::binary);
  if (!*file) {
    return Error{ErrorKind::io, name, std::nullopt,
                 "cannot open: " + std::generic_category().message(errno)};
  }
  AlertReader reader(*file, name);
  reader.own_ = std::move(file);
  return reader;
}

AlertReader::AlertReader(std::istream& file, std::string name)
    : file_(&file),
      name_(std::move(name)),
      alert_{"s3rare.alert_id", "s3rare.truncated", "s3rare.truncated_fields",
             "@timestamp",      "event.id",         "rule.id",
             "rule.version",    "source.address",   "user_agent.original",
             "event.action",    "aws.s3",           "aws.cloudtrail",
             "s3rare.offset",   "s3rare.exposure",  "log.file",
             "cloud.region"},
      s3_{"bucket.name", "object.key"},
      cloudtrail_{"recipient_account_id"},
      exposure_{"bytes_out"},
      log_file_{"path"} {}

// Makes sure that `rest_` is not empty; returns false at the end of the file.
bool AlertReader::fill() {
  if (!rest_.empty()) return true;
  if (!text_.empty() && text_.back() == '\n') ++line_;
  text_.resize(kPieceBytes);
  file_->getline(text_.data(), static_cast<std::streamsize>(text_.size()));
  auto size = static_cast<std::size_t>(file_->gcount());
  if (!file_->fail() && !file_->eof()) text_[size - 1] = '\n';
  if (file_->fail() && !file_->bad() && size > 0) file_->clear();  // a part of a line
  text_.resize(size);
  rest_ = text_;
  return size > 0;
}

Error AlertReader::refuse(std::string_view what) const {
  return {ErrorKind::malformed, name_, std::nullopt,
          std::string("line ").append(std::to_string(begin_)).append(": ").append(what)};
}

Result<std::optional<ReadAlert>> AlertReader::next() {
  std::size_t first = std::string::npos;
  while (first == std::string::npos && fill()) {
    first = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(std::min(first, rest_.size()));
  }
  if (file_->bad()) {
    return Error{ErrorKind::io, name_, std::nullopt,
                 "cannot read, expected a file of alerts or - for standard input"};
  }
  if (first == std::string::npos) return std::optional<ReadAlert>();

  begin_ = line_;
  if (rest_.front() != '{') return refuse("found no JSON object, expected an alert");
  object_.clear();
  scan_.start();
  for (auto outcome = json::BracketScan::Outcome::more;
       outcome != json::BracketScan::Outcome::closed;) {
    if (!fill()) return refuse("found an incomplete alert, expected a whole one");
    outcome = scan_.scan(rest_);
    if (outcome == json::BracketScan::Outcome::mismatched) {
      return refuse("found brackets that do not match, expected an alert");
    }
    const bool is_closed = outcome == json::BracketScan::Outcome::closed;
    const std::size_t taken = is_closed ? scan_.size() - object_.size() : rest_.size();
    object_.append(rest_.substr(0, taken));
    rest_.remove_prefix(taken);
    if (object_.size() > kMaxAlertBytes) return refuse("found more than 1 MiB, expected an alert");
  }
  auto alert = read_alert();
  if (!alert) return std::move(alert.error());
  return std::optional(std::move(*alert));
}

Result<ReadAlert> AlertReader::read_alert() {
  if (!json::is_json(object_) || !alert_.read(object_)) {
    return refuse("found text that is not JSON, expected an alert");
  }
  ReadAlert alert;
  alert.alert_id = alert_[kAlertId].string();
  if (alert.alert_id.empty()) {
    return refuse("found no s3rare.alert_id, expected an alert as s3rare detect prints it");
  }
  const auto set = [&](ExceptionField field, const json::JsonValue& value) {
    alert.texts[static_cast<std::size_t>(field)] = value.string();
  };
  const json::JsonValue& cut = alert_[kTruncatedFields];
  if (cut.kind == json::JsonValue::Kind::array) {
    read_cut_fields(cut.text, alert);
  } else {
    alert.may_be_cut = alert_[kTruncated].text == "true";
  }
  alert.time = alert_[kTime].string();
  alert.event_id = alert_[kEventId].string();
  alert.region = alert_[kCloudRegion].string();
  alert.rule_id = alert_[kRuleId].string();
  alert.rule_version = alert_[kRuleVersion].string();
  alert.region = alert_[kCloudRegion].string();
  set(ExceptionField::source, alert_[kSource]);
  set(ExceptionField::user_agent, alert_[kUserAgent]);
  set(ExceptionField::action, alert_[kAction]);
  if (read_object(s3_, alert_[kS3])) {
    set(ExceptionField::bucket, s3_[kBucket]);
    set(ExceptionField::key, s3_[kKey]);
  }
  if (read_object(cloudtrail_, alert_[kCloudTrail])) {
    set(ExceptionField::recipient_account, cloudtrail_[0]);
  }
  alert.offset = number_of(alert_[kOffset]);
  if (read_object(exposure_, alert_[kExposure])) alert.bytes_out = number_of(exposure_[0]);
  if (read_object(log_file_, alert_[kFile])) alert.path = log_file_[0].string();
  return alert;
}

}  // namespace s3rare::lists
