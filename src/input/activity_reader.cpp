#include "input/activity_reader.h"

#include "input/json_members.h"
#include "s3rare/exposure.h"
#include "s3rare/rule.h"

namespace s3rare::input {
namespace {

// The numbers of the paths, in the order of the constructor's list.
enum ActivityPath : std::size_t {
  kActivityRegion,
  kArn,
  kPrincipalId,
  kAccessKey,
  kInvokedBy,
  kParameters,
  kBytesOut,
  kBytesIn
};

std::optional<std::uint64_t> bytes_of(const JsonValue& value) {
  return value.kind == JsonValue::Kind::number ? parse_byte_count(value.text) : std::nullopt;
}

}  // namespace

ActivityReader::ActivityReader()
    : fields_{"awsRegion",
              "userIdentity.arn",
              "userIdentity.principalId",
              "userIdentity.accessKeyId",
              "userIdentity.invokedBy",
              "requestParameters",
              "additionalEventData.bytesTransferredOut",
              "additionalEventData.bytesTransferredIn"} {}

std::optional<Activity> ActivityReader::read(const ParsedRecord& record, std::string_view path) {
  const auto time = parse_rfc3339(record.fields.event_time.string());
  if (!time) return std::nullopt;
  const bool anonymous = meets(record.fields, Clause::principal, Principal::both);
  Activity activity{record.fields, time->time,          anonymous, {}, {}, {}, {}, {}, {}, {}, {},
                    path,          record.origin.offset};
  // A value that the rule does not look at may be no JSON: then nothing more is known.
  if (!fields_.read(record.record)) return activity;
  activity.region = fields_[kActivityRegion].string();
  activity.identity_arn = fields_[kArn].string();
  activity.principal_id = fields_[kPrincipalId].string();
  activity.access_key = fields_[kAccessKey].string();
  activity.invoked_by = fields_[kInvokedBy].string();
  if (fields_[kParameters].kind == JsonValue::Kind::object) {
    activity.parameters = fields_[kParameters].text;
    // Of use only where somebody may have come through a website.
    const auto host = anonymous ? find_member(activity.parameters, "Host") : std::nullopt;
    if (host && host->is_string()) {
      decode_string(host->raw_string(), host_);
      activity.host = host_;
    }
  }
  activity.bytes_out = bytes_of(fields_[kBytesOut]);
  activity.bytes_in = bytes_of(fields_[kBytesIn]);
  return activity;
}

}  // namespace s3rare::input
