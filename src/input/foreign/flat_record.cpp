#include "input/foreign/flat_record.h"

#include <initializer_list>
#include <utility>

#include "json/text.h"
#include "json/writer.h"
#include "s3rare/event_time.h"
#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

class FlatMembers {
 public:
  void text(std::string_view name, std::string_view value) {
    if (value.data() == nullptr) return;
    json::repair_utf8(value, repaired_);
    json_.key(name).string(repaired_);
  }

  // A value that is JSON, or else a string.
  void json(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!json::is_json(value)) return text(name, value);
    json_.key(name).raw(value);
  }

  void boolean(std::string_view name, std::string_view value) {
    const std::string lower = lower_case(value);
    if (lower == "true" || lower == "false") json_.key(name).raw(lower);
  }

  // An object of texts; left out if all of them are missing.
  void object(std::string_view name,
              std::initializer_list<std::pair<std::string_view, std::string_view>> texts) {
    bool is_open = false;
    for (const auto& [key, value] : texts) {
      if (value.data() == nullptr) continue;
      if (!is_open) json_.key(name).begin_object();
      is_open = true;
      text(key, value);
    }
    if (is_open) json_.end_object();
  }

  json::JsonWriter& writer() { return json_; }

 private:
  json::JsonWriter json_;
  std::string repaired_;
};

}  // namespace

std::string cloudtrail_time(std::string_view text) {
  const auto parsed = parse_export_time(text);
  return parsed ? format_utc(parsed->time) : std::string(text);
}

void write_flat_record(const FlatRecord& fields, json::PaddedText& record) {
  FlatMembers members;
  members.writer().begin_object();
  members.text("eventVersion", fields.event_version);
  members.object("userIdentity", {{"type", fields.identity_type},
                                  {"principalId", fields.principal_id},
                                  {"arn", fields.identity_arn},
                                  {"accountId", fields.identity_account},
                                  {"accessKeyId", fields.access_key},
                                  {"invokedBy", fields.invoked_by}});
  if (fields.event_time.data() != nullptr) {
    members.text("eventTime", cloudtrail_time(fields.event_time));
  }
  members.text("eventSource", fields.event_source);
  members.text("eventName", fields.event_name);
  members.text("awsRegion", fields.region);
  members.text("sourceIPAddress", fields.source_address);
  members.text("userAgent", fields.user_agent);
  members.text("errorCode", fields.error_code);
  members.text("errorMessage", fields.error_message);
  members.json("requestParameters", fields.request_parameters);
  members.json("additionalEventData", fields.additional_event_data);
  members.text("requestID", fields.request_id);
  members.text("eventID", fields.event_id);
  members.boolean("readOnly", fields.read_only);
  const bool is_list = fields.resources.starts_with('[') && json::is_json(fields.resources);
  if (is_list) members.json("resources", fields.resources);
  members.text("eventType", fields.event_type);
  members.boolean("managementEvent", fields.management_event);
  members.text("recipientAccountId", fields.recipient_account);
  members.text("sharedEventID", fields.shared_event_id);
  members.text("vpcEndpointId", fields.vpc_endpoint_id);
  members.text("eventCategory", fields.event_category);
  members.object("tlsDetails", {{"tlsVersion", fields.tls_version},
                                {"cipherSuite", fields.cipher_suite},
                                {"clientProvidedHostHeader", fields.client_host}});
  record.append(members.writer().end_object().text());
}

}  // namespace s3rare::input
