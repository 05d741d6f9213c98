#include "event.h"

#include "join.h"

namespace s3rare::bench {

void append_json(std::string& to, std::string_view key, std::string_view value) {
  if (!value.empty()) to += join({",\"", key, "\":", value});
}

void append_string(std::string& to, std::string_view key, std::string_view value) {
  if (!value.empty()) to += join({",\"", key, "\":\"", value, "\""});
}

void append_record(std::string& to, const Event& event, const Scene& scene, Chance& chance) {
  to += R"({"eventVersion":"1.09")";
  append_json(to, "userIdentity", event.user_identity);
  append_string(to, "eventTime", rfc3339(scene.time));
  append_string(to, "eventSource", event.event_source);
  append_string(to, "eventName", event.event_name);
  append_string(to, "awsRegion", scene.region);
  append_string(to, "sourceIPAddress", event.source_address);
  append_string(to, "userAgent", event.user_agent);
  append_string(to, "errorCode", event.error_code);
  append_string(to, "errorMessage", event.error_message);
  append_json(to, "requestParameters", event.request_parameters);
  append_json(to, "responseElements", event.response_elements);
  append_json(to, "additionalEventData", event.additional_event_data);
  append_string(to, "requestID", event.request_id);
  append_string(to, "eventID", chance.uuid());
  append_json(to, "readOnly", event.read_only ? "true" : "false");
  append_json(to, "resources", event.resources);
  append_string(to, "eventType", "AwsApiCall");
  append_json(to, "managementEvent", event.is_data ? "false" : "true");
  append_string(to, "recipientAccountId", scene.account);
  if (event.is_shared) append_string(to, "sharedEventID", chance.uuid());
  append_string(to, "eventCategory", event.is_data ? "Data" : "Management");
  if (!event.host.empty()) {
    append_json(to, "tlsDetails",
                join({R"({"tlsVersion":"TLSv1.2","cipherSuite":")", kTlsCipher,
                      R"(","clientProvidedHostHeader":")", event.host, R"("})"}));
  }
  to += "}";
}

}  // namespace s3rare::bench
