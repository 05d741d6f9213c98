#include "output/ocsf_event.h"

#include <array>
#include <cstdint>
#include <utility>

#include "json/text.h"
#include "json/writer.h"
#include "s3rare/event_time.h"
#include "s3rare/rule.h"
#include "s3rare/version.h"

namespace s3rare::output {
namespace {

using json::JsonValue;
using json::JsonWriter;

// What `alert_` reads. The last of them have no attribute in OCSF: the event keeps them as they
// are.
namespace alert_path {
enum Path : std::size_t {
  kTimestamp,
  kMessage,
  kAction,
  kEventId,
  kDataset,
  kRiskScore,
  kAddress,
  kIp,
  kGeo,
  kNetwork,
  kUserAgent,
  kRegion,
  kPrincipal,
  kTrail,
  kObject,
  kClient,
  kTlsVersion,
  kTlsCipher,
  kFile,
  kIndicators,
  kAlertId,
  kOffset,
  kPriority,
  kComplete,
  kPathsRead
};
}  // namespace alert_path
constexpr std::array<std::string_view, alert_path::kPathsRead> kAlertPaths = {
    "@timestamp",
    "message",
    "event.action",
    "event.id",
    "event.dataset",
    "event.risk_score",
    "source.address",
    "source.ip",
    "source.geo",
    "source.as",
    "user_agent.original",
    "cloud.region",
    "cloud.account",
    "aws.cloudtrail",
    "aws.s3",
    "tls.client",
    "tls.version",
    "tls.cipher",
    "log.file",
    "threat.enrichments",
    "s3rare.alert_id",
    "s3rare.offset",
    "s3rare.priority",
    "s3rare.baseline_complete"};

constexpr std::string_view kOwnPrefix = "s3rare.";
constexpr std::array<std::string_view, 11> kOwnPaths = {
    "s3rare.terms",         "s3rare.history_window",
    "s3rare.previous_seen", "s3rare.previous_seen_known",
    "s3rare.baseline_days", "s3rare.priority_reasons",
    "s3rare.worst",         "s3rare.exposure",
    "s3rare.truncated",     "s3rare.truncated_fields",
    "s3rare.addendum"};

// An object without members: its readers then find nothing.
constexpr std::string_view kNoMembers = "{}";

namespace trail_path {
enum Path : std::size_t { kIdentityType, kRecipient, kRequestId, kResources };
}  // namespace trail_path

// A value of an enumeration, with its caption.
struct Choice {
  int id;
  std::string_view caption;
};
constexpr Choice kAwsAccount = {10, "AWS Account"};

void write_choice(JsonWriter& json, std::string_view id, std::string_view caption, Choice choice) {
  json.key(id).number(static_cast<std::uint64_t>(choice.id)).field(caption, choice.caption);
}

Choice severity_of(std::string_view priority) {
  if (priority == "low") return {2, "Low"};
  if (priority == "high") return {4, "High"};
  return {3, "Medium"};
}

bool is_string(const JsonValue& value) { return value.kind == JsonValue::Kind::string; }
bool is_object(const JsonValue& value) { return value.kind == JsonValue::Kind::object; }

void write_string(JsonWriter& json, std::string_view name, const JsonValue& value) {
  if (is_string(value)) json.field(name, value.text);
}

void write_value(JsonWriter& json, std::string_view name, const JsonValue& value) {
  if (is_string(value)) {
    json.field(name, value.text);
  } else if (value.kind != JsonValue::Kind::absent) {
    json.key(name).raw(value.text);
  }
}

std::int64_t milliseconds_of(std::string_view timestamp) {
  const auto parsed = parse_rfc3339(timestamp);
  return parsed ? parsed->time.seconds * 1000 + parsed->time.nanoseconds / 1'000'000 : 0;
}

void write_time(JsonWriter& json, std::string_view name, std::int64_t milliseconds) {
  json.key(name).raw(std::to_string(milliseconds));
}

// `bucket/key` of `arn:aws:s3:::bucket/key`.
std::string_view name_in(std::string_view arn) {
  constexpr int kPartsBefore = 5;
  for (int part = 0; part < kPartsBefore; ++part) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) break;
    arn.remove_prefix(colon + 1);
  }
  return arn;
}

void write_account(JsonWriter& json, const JsonValue& id) {
  if (!is_string(id)) return;
  json.key("account").begin_object().field("uid", id.text);
  write_choice(json, "type_id", "type", kAwsAccount);
  json.end_object();
}

void write_class(JsonWriter& json) {
  write_choice(json, "category_uid", "category_name", {2, "Findings"});
  write_choice(json, "class_uid", "class_name", {2004, "Detection Finding"});
  write_choice(json, "activity_id", "activity_name", {1, "Create"});
  write_choice(json, "type_uid", "type_name", {200401, "Detection Finding: Create"});
}

void write_metadata(JsonWriter& json, const json::JsonReader& alert) {
  json.key("metadata").begin_object().field("version", kOcsfVersion);
  json.key("product").begin_object().field("name", "s3rare").field("vendor_name", "s3rare");
  json.field("version", kVersion).end_object();
  json.strings("profiles", std::array{std::string_view("cloud")});
  write_string(json, "uid", alert[alert_path::kAlertId]);
  write_string(json, "original_event_uid", alert[alert_path::kEventId]);
  write_string(json, "original_time", alert[alert_path::kTimestamp]);
  const bool is_trail = alert[alert_path::kDataset].string() == rule::kDataset;
  json.field("log_name", is_trail ? "CloudTrail" : alert[alert_path::kDataset].string());
  json.field("log_provider", "AWS").end_object();
}

void write_attacks(JsonWriter& json) {
  json.key("attacks").begin_array();
  for (const Threat& threat : rule::kThreats) {
    json.begin_object().key("tactic").begin_object();
    json.field("uid", threat.tactic_id).field("name", threat.tactic_name).end_object();
    json.key("technique").begin_object();
    json.field("uid", threat.technique_id).field("name", threat.technique_name).end_object();
    json.end_object();
  }
  json.end_array();
}

void write_finding(JsonWriter& json, const json::JsonReader& alert, std::int64_t time) {
  json.key("finding_info").begin_object();
  write_string(json, "uid", alert[alert_path::kAlertId]);
  json.field("title", rule::kName);
  write_string(json, "desc", alert[alert_path::kMessage]);
  write_time(json, "created_time", time);
  write_time(json, "first_seen_time", time);
  json.strings("types", std::array{std::string_view("New Terms")});
  json.field("src_url", rule::kReference);
  json.key("analytic").begin_object();
  json.field("uid", rule::kId).field("name", rule::kName).field("version", rule::kVersion);
  write_choice(json, "type_id", "type", {1, "Rule"});
  json.end_object();
  write_attacks(json);
  if (is_string(alert[alert_path::kEventId])) {
    json.key("related_events").begin_array().begin_object();
    json.field("uid", alert[alert_path::kEventId].text).end_object().end_array();
  }
  json.end_object();
}

}  // namespace

OcsfEvents::OcsfEvents()
    : alert_(kAlertPaths, kOwnPaths),
      trail_{"user_identity.type", "recipient_account_id", "request_id", "resources"},
      object_{"bucket.name", "object.key"},
      client_{"server_name"},
      file_{"path"},
      account_{"id"},
      geo_{"country_iso_code", "region_iso_code", "city_name"},
      network_{"number", "organization.name"},
      resource_{"arn", "type", "account_id"} {}

std::string OcsfEvents::event_of(std::string_view line) {
  padded_.assign(line);
  if (!alert_.read(padded_)) return {};
  // The members that are objects, once each.
  for (const auto& [path, reader] :
       {std::pair{alert_path::kTrail, &trail_}, std::pair{alert_path::kObject, &object_},
        std::pair{alert_path::kClient, &client_}, std::pair{alert_path::kFile, &file_},
        std::pair{alert_path::kPrincipal, &account_}, std::pair{alert_path::kGeo, &geo_},
        std::pair{alert_path::kNetwork, &network_}}) {
    reader->read(is_object(alert_[path]) ? alert_[path].text : kNoMembers);
  }
  const std::int64_t time = milliseconds_of(alert_[alert_path::kTimestamp].string());
  const bool is_complete = alert_[alert_path::kComplete].text == "true";

  JsonWriter json;
  json.begin_object();
  write_class(json);
  write_time(json, "time", time);
  write_choice(json, "severity_id", "severity",
               severity_of(alert_[alert_path::kPriority].string()));
  write_choice(json, "status_id", "status", {1, "New"});
  write_choice(json, "confidence_id", "confidence",
               is_complete ? Choice{3, "High"} : Choice{1, "Low"});
  write_value(json, "risk_score", alert_[alert_path::kRiskScore]);
  json.key("is_alert").boolean(true);
  write_string(json, "message", alert_[alert_path::kMessage]);
  write_metadata(json, alert_);
  write_finding(json, alert_, time);
  write_evidence(json);
  write_resources(json);
  write_cloud(json);
  write_observables(json);
  write_unmapped(json);
  return json.end_object().take() + '\n';
}

// Who asked for what, and the record that shows it.
void OcsfEvents::write_evidence(JsonWriter& json) {
  json.key("evidences").begin_array().begin_object();
  write_source(json);
  json.key("actor").begin_object().key("user").begin_object();
  write_string(json, "uid", account_[0]);
  json.key("type_id").number(99);
  write_string(json, "type", trail_[trail_path::kIdentityType]);
  json.end_object().end_object();
  json.key("api").begin_object();
  write_string(json, "operation", alert_[alert_path::kAction]);
  json.key("service").begin_object().field("name", rule::kProvider).end_object();
  if (is_string(trail_[trail_path::kRequestId])) {
    json.key("request")
        .begin_object()
        .field("uid", trail_[trail_path::kRequestId].text)
        .end_object();
  }
  json.end_object();
  if (is_string(alert_[alert_path::kUserAgent])) {
    json.key("http_request")
        .begin_object()
        .field("user_agent", alert_[alert_path::kUserAgent].text);
    json.end_object();
  }
  if (is_string(object_[0])) {
    json.key("databucket").begin_object().field("name", object_[0].text);
    write_choice(json, "type_id", "type", {1, "S3"});
    write_string(json, "region", alert_[alert_path::kRegion]);
    json.end_object();
  }
  if (is_string(alert_[alert_path::kTlsVersion])) {
    json.key("tls").begin_object().field("version", alert_[alert_path::kTlsVersion].text);
    write_string(json, "cipher", alert_[alert_path::kTlsCipher]);
    write_string(json, "sni", client_[0]);
    json.end_object();
  }
  json.key("data").begin_object();
  write_string(json, "object_key", object_[1]);
  write_string(json, "log_file", file_[0]);
  write_value(json, "offset", alert_[alert_path::kOffset]);
  json.end_object().end_object().end_array();
}

// A service that calls has no address, only a name.
void OcsfEvents::write_source(JsonWriter& json) {
  if (!is_string(alert_[alert_path::kAddress])) return;
  json.key("src_endpoint").begin_object();
  if (is_string(alert_[alert_path::kIp])) {
    json.field("ip", alert_[alert_path::kIp].text);
  } else {
    json.field("name", alert_[alert_path::kAddress].text);
  }
  if (is_object(alert_[alert_path::kGeo])) {
    json.key("location").begin_object();
    write_string(json, "country", geo_[0]);
    write_string(json, "region", geo_[1]);
    write_string(json, "city", geo_[2]);
    json.end_object();
  }
  if (is_object(alert_[alert_path::kNetwork])) {
    json.key("autonomous_system").begin_object();
    write_value(json, "number", network_[0]);
    write_string(json, "name", network_[1]);
    json.end_object();
  }
  json.end_object();
}

void OcsfEvents::write_resources(JsonWriter& json) {
  if (trail_[trail_path::kResources].kind != JsonValue::Kind::array) return;
  bool has_entry = false;
  json::Children resources(trail_[trail_path::kResources].text);
  while (const auto child = resources.next()) {
    if (!child->is_object() || !resource_.read(child->value)) continue;
    const std::string_view arn = resource_[0].string();
    if (arn.empty()) continue;  // OCSF asks for an identifier
    if (!has_entry) json.key("resources").begin_array();
    has_entry = true;
    json.begin_object().field("uid", arn).field("name", name_in(arn));
    write_string(json, "type", resource_[1]);
    if (is_string(resource_[2])) {
      json.key("owner").begin_object();
      write_account(json, resource_[2]);
      json.end_object();
    }
    json.end_object();
  }
  if (has_entry) json.end_array();
}

void OcsfEvents::write_cloud(JsonWriter& json) {
  json.key("cloud").begin_object().field("provider", "AWS");
  write_string(json, "region", alert_[alert_path::kRegion]);
  write_account(json, trail_[trail_path::kRecipient]);
  json.end_object();
}

void OcsfEvents::write_observables(JsonWriter& json) {
  if (!is_string(alert_[alert_path::kIp])) return;
  json.key("observables").begin_array().begin_object();
  json.field("name", "evidences[0].src_endpoint.ip").field("value", alert_[alert_path::kIp].text);
  write_choice(json, "type_id", "type", {2, "IP Address"});
  json.end_object().end_array();
}

void OcsfEvents::write_unmapped(JsonWriter& json) {
  json.key("unmapped").begin_object().key("s3rare").begin_object();
  write_value(json, "priority", alert_[alert_path::kPriority]);
  write_value(json, "baseline_complete", alert_[alert_path::kComplete]);
  for (std::size_t i = 0; i < kOwnPaths.size(); ++i) {
    write_value(json, kOwnPaths[i].substr(kOwnPrefix.size()), alert_[alert_path::kPathsRead + i]);
  }
  write_value(json, "indicators", alert_[alert_path::kIndicators]);
  json.end_object().end_object();
}

}  // namespace s3rare::output
