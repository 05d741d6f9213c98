#include "input/foreign/ocsf_form.h"

#include <deque>
#include <initializer_list>
#include <optional>
#include <string>

#include "input/foreign/flat_record.h"
#include "json/members.h"
#include "json/writer.h"

namespace s3rare::input {
namespace {

using Names = std::initializer_list<std::string_view>;

std::optional<json::Child> member_at(std::string_view object, Names path) {
  std::optional<json::Child> found;
  for (const std::string_view name : path) {
    found = json::find_member(found ? found->value : object, name);
    if (!found) return std::nullopt;
  }
  return found;
}

bool is_text_at(std::string_view object, Names path) {
  const auto member = member_at(object, path);
  return member && member->is_string();
}

// The parts of an event that hold fields of a record.
struct EventParts {
  std::string_view api;
  std::string_view actor;
  std::string_view metadata;
  std::string_view source;
  std::string_view cloud;
  std::string_view http;
  std::string_view unmapped;
  std::string_view resources;
  std::string_view time;

  explicit EventParts(std::string_view object) {
    json::Children members(object);
    while (const auto member = members.next()) {
      const auto take = [&](std::string_view name, std::string_view& part) {
        if (json::string_is(member->key, name)) part = member->value;
      };
      take("api", api);
      take("actor", actor);
      take("metadata", metadata);
      take("src_endpoint", source);
      take("cloud", cloud);
      take("http_request", http);
      take("unmapped", unmapped);
      take("resources", resources);
      take("time", time);
    }
  }

  bool is_event() const {
    return !metadata.empty() && is_text_at(api, {"operation"}) &&
           is_text_at(api, {"service", "name"});
  }

  bool is_judged() const {
    return is_text_at(actor, {"user", "type"}) || is_text_at(actor, {"invoked_by"});
  }
};

// Reads texts of an event and keeps them.
class EventTexts {
 public:
  // The decoded string at a path, or the JSON of a number, object or array; no data for null.
  std::string_view at(std::string_view object, Names path) {
    const auto member = member_at(object, path);
    if (!member || member->value == "null") return {};
    if (!member->is_string()) return member->value;
    return texts_.emplace_back(json::decoded(member->raw_string()));
  }

  // The same; an empty string is missing.
  std::string_view some_at(std::string_view object, Names path) {
    const std::string_view text = at(object, path);
    return text.empty() ? std::string_view() : text;
  }

  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

 private:
  std::deque<std::string> texts_;
};

// An object of CloudTrail inside `unmapped`: under its name, or of the members whose dotted names
// begin with it.
std::string_view unmapped_object(EventTexts& texts, std::string_view unmapped,
                                 std::string_view name) {
  if (!unmapped.starts_with('{')) return {};
  if (const auto whole = texts.some_at(unmapped, {name}); !whole.empty()) return whole;
  json::JsonWriter object;
  object.begin_object();
  bool any = false;
  json::Children members(unmapped);
  while (const auto member = members.next()) {
    const std::string key = json::decoded(member->key);
    if (!key.starts_with(name) || key.size() <= name.size() + 1 || key[name.size()] != '.') {
      continue;
    }
    any = true;
    object.key(key.substr(name.size() + 1));
    if (member->is_string()) {
      object.string(json::decoded(member->raw_string()));
    } else {
      object.raw(member->value);
    }
  }
  if (!any) return {};
  return texts.keep(object.end_object().take());
}

// `unmapped` holds numbers as texts; CloudTrail counts bytes in numbers.
std::string_view with_byte_counts(EventTexts& texts, std::string_view event_data) {
  constexpr std::string_view kBytes = "bytesTransferred";
  const bool has_counts = event_data.find(kBytes) != std::string_view::npos;
  if (!has_counts || !event_data.starts_with('{')) return event_data;
  json::JsonWriter object;
  object.begin_object();
  json::Children members(event_data);
  while (const auto member = members.next()) {
    const std::string key = json::decoded(member->key);
    object.key(key);
    const std::string_view raw = member->is_string() ? member->raw_string() : std::string_view();
    const bool is_count = key.starts_with(kBytes) && !raw.empty() &&
                          raw.find_first_not_of("0123456789.") == std::string_view::npos &&
                          json::is_json(raw);
    object.raw(is_count ? raw : member->value);
  }
  return texts.keep(object.end_object().take());
}

std::string_view resources_of(EventTexts& texts, std::string_view resources) {
  if (!resources.starts_with('[')) return {};
  json::JsonWriter list;
  list.begin_array();
  json::Children elements(resources);
  while (const auto element = elements.next()) {
    if (!element->is_object()) continue;
    list.begin_object();
    list.field("ARN", texts.some_at(element->value, {"uid"}));
    list.field("accountId", texts.some_at(element->value, {"owner", "account", "uid"}));
    list.field("type", texts.some_at(element->value, {"type"}));
    list.end_object();
  }
  return texts.keep(list.end_array().take());
}

}  // namespace

Glance glance_at_ocsf_event(std::string_view object) {
  const EventParts parts(object);
  if (!parts.is_event()) return {};
  const bool is_judged = parts.is_judged();
  return {is_judged ? Glance::Kind::record : Glance::Kind::not_judged, {}, parts.time, is_judged};
}

void rewrite_ocsf_event(std::string_view object, json::PaddedText& record) {
  const EventParts parts(object);
  EventTexts texts;
  const auto unmapped = [&](std::string_view name) {
    return texts.some_at(parts.unmapped, {name});
  };
  FlatRecord fields;
  fields.event_version = texts.some_at(parts.metadata, {"product", "version"});
  fields.identity_type = texts.at(parts.actor, {"user", "type"});
  fields.identity_account = texts.at(parts.actor, {"user", "account", "uid"});
  const std::string_view uid = texts.some_at(parts.actor, {"user", "uid"});
  (uid.starts_with("arn:") ? fields.identity_arn : fields.principal_id) = uid;
  if (const auto other = texts.some_at(parts.actor, {"user", "uid_alt"}); !other.empty()) {
    fields.principal_id = other;
  }
  fields.access_key = texts.some_at(parts.actor, {"user", "credential_uid"});
  fields.invoked_by = texts.some_at(parts.actor, {"invoked_by"});
  fields.event_time = parts.time;
  fields.event_source = texts.at(parts.api, {"service", "name"});
  fields.event_name = texts.at(parts.api, {"operation"});
  fields.region = texts.some_at(parts.cloud, {"region"});
  fields.source_address = texts.some_at(parts.source, {"ip"});
  if (fields.source_address.empty()) {
    fields.source_address = texts.some_at(parts.source, {"domain"});
  }
  fields.user_agent = texts.some_at(parts.http, {"user_agent"});
  fields.error_code = texts.some_at(parts.api, {"response", "error"});
  fields.error_message = texts.some_at(parts.api, {"response", "message"});
  fields.request_parameters = texts.some_at(parts.api, {"request", "data"});
  if (!fields.request_parameters.starts_with('{')) {
    fields.request_parameters = unmapped_object(texts, parts.unmapped, "requestParameters");
  }
  fields.additional_event_data =
      with_byte_counts(texts, unmapped_object(texts, parts.unmapped, "additionalEventData"));
  fields.request_id = texts.some_at(parts.api, {"request", "uid"});
  fields.event_id = texts.some_at(parts.metadata, {"uid"});
  fields.read_only = unmapped("readOnly");
  fields.resources = resources_of(texts, parts.resources);
  fields.event_type = texts.some_at(parts.metadata, {"event_code"});
  if (fields.event_type.empty()) fields.event_type = unmapped("eventType");
  fields.management_event = unmapped("managementEvent");
  fields.recipient_account = unmapped("recipientAccountId");
  fields.shared_event_id = unmapped("sharedEventID");
  fields.vpc_endpoint_id = unmapped("vpcEndpointId");
  fields.event_category = unmapped("eventCategory");
  const std::string_view tls = unmapped_object(texts, parts.unmapped, "tlsDetails");
  fields.tls_version = texts.some_at(tls, {"tlsVersion"});
  fields.cipher_suite = texts.some_at(tls, {"cipherSuite"});
  fields.client_host = texts.some_at(tls, {"clientProvidedHostHeader"});
  write_flat_record(fields, record);
}

}  // namespace s3rare::input
