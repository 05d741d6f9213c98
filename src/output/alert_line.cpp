#include "output/alert_line.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <utility>

#include "json/term_members.h"
#include "json/writer.h"
#include "output/alert_message.h"
#include "output/enrichment_members.h"
#include "output/truncated_members.h"
#include "s3rare/detail.h"
#include "s3rare/rule.h"
#include "s3rare/s3_action.h"

namespace s3rare::output {
namespace {

bool is_ip_address(std::string_view text) {
  const std::string terminated(text);
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return terminated.size() == text.size() && terminated.find('\0') == std::string::npos &&
         (inet_pton(AF_INET, terminated.c_str(), address.data()) == 1 ||
          inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1);
}

// ECS event types. The category is `file`: an S3 object is a file.
std::string_view ecs_type_of(Effect effect) {
  switch (effect) {
    case Effect::wrote:
      return "creation";
    case Effect::deleted:
      return "deletion";
    case Effect::read:
    case Effect::listed:
      break;
  }
  return "access";
}

EventTime time_of(const Alert& alert) { return alert.episode->start; }

int fraction_digits_of(const DetailReader& detail) {
  const std::string_view digits = detail.find(DetailField::fraction_digits);
  return digits.empty() ? 0 : digits.front() - '0';
}

std::string_view event_id_of(const Alert& alert, const DetailReader& detail) {
  if (detail.has(DetailField::event_id)) return detail.find(DetailField::event_id);
  return detail.has(DetailField::no_event_id) ? std::string_view()
                                              : alert.episode->earliest.event_id();
}

// Source: Elastic Security, "Severity" of a rule: the middle of each range of risk scores.
std::uint64_t severity_of(Priority priority) {
  constexpr std::uint64_t kLow = 21;
  constexpr std::uint64_t kHigh = 73;
  return priority == Priority::high  ? kHigh
         : priority == Priority::low ? kLow
                                     : std::uint64_t{rule::kRiskScore};
}

void write_event(json::JsonWriter& json, const Alert& alert, const DetailReader& detail,
                 std::uint64_t severity) {
  const std::string_view action = detail.find(DetailField::action);
  json.key("event").begin_object().field("kind", "alert");
  json.strings("category", std::array{std::string_view("file")});
  json.strings("type", std::array{ecs_type_of(effect_of_match(action))});
  json.field("action", action)
      .field("outcome", "success")
      .field("provider", rule::kProvider)
      .field("dataset",
             detail.has(DetailField::access_log) ? rule::kAccessLogDataset : rule::kDataset)
      .field("module", "aws")
      .field("id", event_id_of(alert, detail));
  json.key("risk_score").number(rule::kRiskScore);
  json.key("severity").number(severity);
  json.field("original", detail.find(DetailField::original));
  json.end_object();
}

void write_rule(json::JsonWriter& json) {
  json.key("rule")
      .begin_object()
      .field("id", rule::kId)
      .field("name", rule::kName)
      .field("version", rule::kVersion)
      .field("category", rule::kType)
      .field("reference", rule::kReference)
      .end_object();
}

template <class Member>
void write_threats(json::JsonWriter& json, std::string_view name, Member member) {
  json.key(name).begin_array();
  for (const Threat& threat : rule::kThreats) json.string(threat.*member);
  json.end_array();
}

void write_threat(json::JsonWriter& json, const std::vector<ListedIn>& indicators,
                  std::string_view address) {
  json.key("threat").begin_object().field("framework", rule::kThreatFramework);
  json.key("tactic").begin_object();
  write_threats(json, "id", &Threat::tactic_id);
  write_threats(json, "name", &Threat::tactic_name);
  write_threats(json, "reference", &Threat::tactic_reference);
  json.end_object().key("technique").begin_object();
  write_threats(json, "id", &Threat::technique_id);
  write_threats(json, "name", &Threat::technique_name);
  write_threats(json, "reference", &Threat::technique_reference);
  json.end_object();
  write_indicators(json, indicators, address);
  json.end_object();
}

void write_source(json::JsonWriter& json, const DetailReader& detail,
                  const Enrichment& enrichment) {
  const std::string_view address = detail.find(DetailField::source_address);
  if (address.data() == nullptr) return;
  json.key("source").begin_object().field("address", address);
  if (is_ip_address(address)) json.field("ip", address);
  write_geo(json, enrichment.place);
  write_as(json, enrichment.as);
  json.end_object();
}

void write_cloud(json::JsonWriter& json, const DetailReader& detail) {
  json.key("cloud").begin_object().field("provider", "aws");
  json.field("region", detail.find(DetailField::region));
  json.key("account")
      .begin_object()
      .field("id", detail.find(DetailField::identity_account))
      .end_object();
  json.key("service").begin_object().field("name", "s3").end_object().end_object();
}

void write_resources(json::JsonWriter& json, const DetailReader& detail) {
  bool has_entry = false;
  bool is_open = false;
  const auto write = [&](std::string_view name, std::string_view value) {
    if (value.data() == nullptr) return;
    if (!has_entry) json.key("resources").begin_array();
    if (!is_open) json.begin_object();
    has_entry = is_open = true;
    json.field(name, value);
  };
  // An entry without a known member is left out.
  detail.for_each([&](DetailField field, std::string_view value) {
    if (field == DetailField::resource) {
      if (is_open) json.end_object();
      is_open = false;
    } else if (field == DetailField::resource_arn) {
      write("arn", value);
    } else if (field == DetailField::resource_type) {
      write("type", value);
    } else if (field == DetailField::resource_account) {
      write("account_id", value);
    }
  });
  if (is_open) json.end_object();
  if (has_entry) json.end_array();
}

void write_cloudtrail(json::JsonWriter& json, const DetailReader& detail) {
  const std::string_view parameters = detail.find(DetailField::request_parameters);
  const std::string_view event_data = detail.find(DetailField::additional_event_data);
  json.key("cloudtrail").begin_object();
  json.field("event_version", detail.find(DetailField::event_version))
      .field("event_type", detail.find(DetailField::event_type));
  json.key("user_identity")
      .begin_object()
      .field("type", detail.find(DetailField::identity_type))
      .end_object();
  json.field("request_parameters", parameters)
      .field("request_parameters", detail.find(DetailField::request_parameters_text))
      .field("additional_eventdata", event_data)
      .field("additional_eventdata", detail.find(DetailField::additional_event_data_text));
  // Elasticsearch rejects a document whose `flattened` field is not an object.
  const bool has_parameters = parameters.starts_with('{');
  const bool has_event_data = event_data.starts_with('{');
  if (has_parameters || has_event_data) {
    json.key("flattened").begin_object();
    if (has_parameters) json.key("request_parameters").raw(parameters);
    if (has_event_data) json.key("additional_eventdata").raw(event_data);
    json.end_object();
  }
  write_resources(json, detail);
  json.field("recipient_account_id", detail.find(DetailField::recipient_account))
      .field("request_id", detail.find(DetailField::request_id))
      .field("shared_event_id", detail.find(DetailField::shared_event_id));
  const std::string_view read_only = detail.find(DetailField::read_only);
  if (!read_only.empty()) json.key("read_only").raw(read_only);
  json.field("vpc_endpoint_id", detail.find(DetailField::vpc_endpoint_id)).end_object();
}

void write_s3(json::JsonWriter& json, const DetailReader& detail) {
  const std::string_view bucket = detail.find(DetailField::bucket);
  const std::string_view key = detail.find(DetailField::key);
  if (bucket.data() == nullptr && key.data() == nullptr) return;
  json.key("s3").begin_object();
  if (bucket.data() != nullptr)
    json.key("bucket").begin_object().field("name", bucket).end_object();
  if (key.data() != nullptr) json.key("object").begin_object().field("key", key).end_object();
  json.end_object();
}

// CloudTrail writes `TLSv1.3`; ECS splits it into a protocol and a number.
void write_tls(json::JsonWriter& json, const DetailReader& detail) {
  const std::string_view host = detail.find(DetailField::host);
  const std::string_view version = detail.find(DetailField::tls_version);
  const std::string_view cipher = detail.find(DetailField::tls_cipher);
  if (host.data() == nullptr && version.data() == nullptr && cipher.data() == nullptr) return;
  json.key("tls").begin_object();
  if (host.data() != nullptr) {
    json.key("client").begin_object().field("server_name", host).end_object();
  }
  constexpr std::string_view kTls = "TLSv";
  if (version.starts_with(kTls)) {
    json.field("version", version.substr(kTls.size())).field("version_protocol", "tls");
  } else {
    json.field("version", version);
  }
  json.field("cipher", cipher).end_object();
}

// Elastic's integration has no field for it.
void write_addendum(json::JsonWriter& json, const DetailReader& detail) {
  struct Part {
    std::string_view name;
    DetailField field;
  };
  constexpr std::array kParts = {Part{"reason", DetailField::addendum_reason},
                                 Part{"updated_fields", DetailField::addendum_fields},
                                 Part{"original_request_id", DetailField::addendum_request_id},
                                 Part{"original_event_id", DetailField::addendum_event_id}};
  if (std::none_of(kParts.begin(), kParts.end(),
                   [&](const Part& part) { return detail.has(part.field); })) {
    return;
  }
  json.key("addendum").begin_object();
  for (const Part& part : kParts) json.field(part.name, detail.find(part.field));
  json.end_object();
}

// Writes where the record is. If it came to its file from another one, both are named.
void write_place(json::JsonWriter& json, const Alert& alert, const DetailReader& detail,
                 std::string_view path) {
  const std::uint64_t offset = alert.episode->earliest.origin().offset;
  if (!detail.has(DetailField::origin_path)) {
    json.key("offset").number(offset);
    return;
  }
  if (detail.has(DetailField::origin_offset)) {
    json.key("offset").raw(detail.find(DetailField::origin_offset));
  }
  json.key("read_from").begin_object().field("path", path).key("offset").number(offset);
  json.end_object();
}

void write_s3rare(json::JsonWriter& json, const Alert& alert, const AlertContext& context,
                  const DetailReader& detail, const Enrichment& enrichment, std::string_view path) {
  json.key("s3rare").begin_object();
  json.field("alert_id", alert_id(alert, context.term_fields)).field("severity", rule::kSeverity);
  write_priority(json, enrichment, alert.episode->worst);
  json::write_terms(json, alert.term, context.term_fields);
  json.field("history_window", context.history_window);
  json.key("previous_seen");
  if (const auto previous_seen = alert.previous_seen()) {
    json.string(format_utc(*previous_seen));
  } else {
    json.null();
    if (context.forgets) json.key("previous_seen_known").boolean(false);
  }
  json.key("baseline_days").number(static_cast<std::uint64_t>(alert.baseline.days));
  json.key("baseline_complete").boolean(alert.baseline.complete);
  write_place(json, alert, detail, path);
  write_addendum(json, detail);
  write_truncated(json, detail);
  json.end_object();
}

std::string render_rule_members(const std::vector<ListedIn>& indicators, std::string_view address) {
  json::JsonWriter json;
  json.begin_object();
  write_rule(json);
  write_threat(json, indicators, address);
  json.strings("tags", rule::kTags);
  return json.end_object().take();
}

}  // namespace

AlertContext::AlertContext(TermFields fields, Seconds window, bool may_forget)
    : term_fields(std::move(fields)),
      forgets(may_forget),
      history_window(format_duration(window)),
      rule_members(render_rule_members({}, {})) {}

std::string render_alert(const Alert& alert, const DetailReader& detail,
                         const AlertContext& context, const Enrichment& enrichment,
                         std::string_view path) {
  const std::string_view address = detail.find(DetailField::source_address);
  constexpr std::size_t kUsualBytes = 6 * 1024;
  json::JsonWriter json;
  json.reserve(kUsualBytes);
  json.begin_object()
      .field("@timestamp", format_utc(time_of(alert), fraction_digits_of(detail)))
      .field("message", message_of(alert, context.term_fields, context.history_window, detail));
  json.key("ecs").begin_object().field("version", kEcsVersion).end_object();
  write_event(json, alert, detail,
              context.severity_by_priority ? severity_of(enrichment.assessment.priority)
                                           : std::uint64_t{rule::kRiskScore});
  if (enrichment.indicators.first.empty()) {
    json.members(context.rule_members);
  } else {
    json.members(render_rule_members(enrichment.indicators.first, address));
  }
  write_source(json, detail, enrichment);
  if (detail.has(DetailField::user_agent)) {
    json.key("user_agent")
        .begin_object()
        .field("original", detail.find(DetailField::user_agent))
        .end_object();
  }
  write_cloud(json, detail);
  json.key("aws").begin_object();
  write_cloudtrail(json, detail);
  write_s3(json, detail);
  json.end_object();
  write_tls(json, detail);
  if (is_ip_address(address)) {
    json.key("related").begin_object().strings("ip", std::array{address}).end_object();
  }
  json.key("log").begin_object().key("file").begin_object();
  json.field("path",
             detail.has(DetailField::origin_path) ? detail.find(DetailField::origin_path) : path);
  json.end_object().end_object();
  write_s3rare(json, alert, context, detail, enrichment, path);
  return json.end_object().take();
}

}  // namespace s3rare::output
