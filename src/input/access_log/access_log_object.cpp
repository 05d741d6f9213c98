#include "input/access_log/access_log_object.h"

#include <array>

namespace s3rare::input {
namespace {

constexpr std::string_view kSchemaKey = "schema_version_id";
constexpr std::string_view kBucketKey = "bucket_name";
constexpr std::string_view kTimeKey = "request_time";
constexpr std::string_view kOperationKey = "operation";

struct EntryMember {
  std::string_view name;
  std::string_view AccessLogEntry::*field;
};
constexpr std::array kEntryMembers = {
    EntryMember{kBucketKey, &AccessLogEntry::bucket},
    EntryMember{kTimeKey, &AccessLogEntry::time},
    EntryMember{"remote_ip", &AccessLogEntry::remote_ip},
    EntryMember{"requester", &AccessLogEntry::requester},
    EntryMember{"request_id", &AccessLogEntry::request_id},
    EntryMember{kOperationKey, &AccessLogEntry::operation},
    EntryMember{"key", &AccessLogEntry::key},
    EntryMember{"request_uri", &AccessLogEntry::request_uri},
    EntryMember{"http_status", &AccessLogEntry::status},
    EntryMember{"error_code", &AccessLogEntry::error_code},
    EntryMember{"bytes_sent", &AccessLogEntry::bytes_sent},
    EntryMember{"object_size", &AccessLogEntry::object_size},
    EntryMember{"user_agent", &AccessLogEntry::user_agent},
    EntryMember{"host_id", &AccessLogEntry::host_id},
    EntryMember{"signature_version", &AccessLogEntry::signature_version},
    EntryMember{"cipher_suite", &AccessLogEntry::cipher_suite},
    EntryMember{"authentication_type", &AccessLogEntry::authentication_type},
    EntryMember{"host_header", &AccessLogEntry::host_header},
    EntryMember{"tls_version", &AccessLogEntry::tls_version},
    EntryMember{"access_point_arn", &AccessLogEntry::access_point_arn},
    EntryMember{"acl_required", &AccessLogEntry::acl_required}};

constexpr auto kEntryNames = [] {
  std::array<std::string_view, kEntryMembers.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kEntryMembers[i].name;
  return names;
}();

}  // namespace

void AccessLogKeys::add(std::string_view key) {
  schema = schema || key == kSchemaKey;
  bucket = bucket || key == kBucketKey;
  time = time || key == kTimeKey;
  operation = operation || key == kOperationKey;
}

AccessLogObjectReader::AccessLogObjectReader() : fields_(json::JsonReader::Paths(kEntryNames)) {}

std::optional<AccessLogEntry> AccessLogObjectReader::read(std::string_view object) {
  if (!fields_.read(object)) return std::nullopt;
  AccessLogEntry entry;
  for (std::size_t i = 0; i < kEntryMembers.size(); ++i) {
    const json::JsonValue& value = fields_[i];
    const bool has_text =
        value.kind == json::JsonValue::Kind::string || value.kind == json::JsonValue::Kind::number;
    if (has_text && value.text != "-") entry.*kEntryMembers[i].field = value.text;
  }
  return entry.operation.empty() ? std::nullopt : std::optional(entry);
}

}  // namespace s3rare::input
