#include "investigate/activity_reader.h"

#include "json/members.h"
#include "s3rare/exposure.h"
#include "s3rare/rule.h"

namespace s3rare::investigate {
namespace {

std::optional<std::uint64_t> byte_count(std::string_view number) {
  return number.empty() ? std::nullopt : parse_byte_count(number);
}

}  // namespace

std::optional<Activity> ActivityReader::read(const input::ParsedRecord& record,
                                             std::string_view path) {
  const auto time = parse_rfc3339(record.fields.event_time.string());
  if (!time) return std::nullopt;
  const input::MoreFields& more = record.more;
  const bool anonymous = meets(record.fields, Clause::principal, Principal::both);
  // Only an anonymous request can have come through a website.
  const auto host = anonymous ? json::find_member(more.parameters, "Host") : std::nullopt;
  host_.clear();
  if (host && host->is_string()) json::decode_string(host->raw_string(), host_);
  return Activity{record.fields,
                  time->time,
                  anonymous,
                  more.region,
                  more.identity_arn,
                  more.principal_id,
                  more.access_key,
                  more.invoked_by,
                  host_,
                  byte_count(more.bytes_out),
                  byte_count(more.bytes_in),
                  path,
                  record.origin.offset,
                  more.parameters};
}

}  // namespace s3rare::investigate
