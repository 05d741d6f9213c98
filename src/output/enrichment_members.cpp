#include "output/enrichment_members.h"

#include <fmt/format.h>

#include <cstdint>

namespace s3rare::output {
namespace {

// One hit of a list. For a listed network, `ip` is the address that was seen.
void write_indicator(json::JsonWriter& json, const ListedIn& listed, std::string_view address) {
  json.key("indicator")
      .begin_object()
      .field("type", listed.network.first.is_v6 ? "ipv6-addr" : "ipv4-addr")
      .field("ip", address)
      .field("name", format_network(listed.network))
      .field("provider", listed.provider)
      .end_object();
}

void write_known(json::JsonWriter& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.field(name, text);
}

void write_worst(json::JsonWriter& json, const Worst& worst) {
  if (worst.empty()) return;
  const Request request = worst.request();
  json.key("worst").begin_object().field("action", request.action);
  write_known(json, "bucket", request.bucket);
  write_known(json, "key", request.key);
  write_known(json, "event_id", request.event_id);
  json.field("time", format_utc(worst.time()));
  if (request.bytes) json.key("bytes").number(*request.bytes);
  json.end_object();
}

}  // namespace

void write_indicators(json::JsonWriter& json, const std::vector<ListedIn>& indicators,
                      std::string_view address) {
  if (indicators.empty()) return;
  write_indicator(json, indicators.front(), address);
  json.key("enrichments").begin_array();
  for (const ListedIn& listed : indicators) {
    json.begin_object();
    write_indicator(json, listed, address);
    json.key("matched")
        .begin_object()
        .field("atomic", address)
        .field("field", "source.ip")
        .field("type", "indicator_match_rule")
        .end_object()
        .end_object();
  }
  json.end_array();
}

void write_geo(json::JsonWriter& json, const Place& place) {
  json::JsonWriter geo;
  geo.begin_object();
  write_known(geo, "country_iso_code", place.country_iso_code);
  write_known(geo, "country_name", place.country_name);
  write_known(geo, "region_iso_code", place.region_iso_code);
  write_known(geo, "region_name", place.region_name);
  write_known(geo, "city_name", place.city_name);
  if (place.location) {
    geo.key("location").begin_object();
    geo.key("lat").raw(fmt::format("{}", place.location->latitude));
    geo.key("lon").raw(fmt::format("{}", place.location->longitude)).end_object();
  }
  write_known(geo, "timezone", place.timezone);
  geo.end_object();
  constexpr std::string_view kNothing = "{}";
  if (geo.text() != kNothing) json.key("geo").raw(geo.text());
}

void write_as(json::JsonWriter& json, const AutonomousSystem& as) {
  if (!as.number && as.organization.empty()) return;
  json.key("as").begin_object();
  if (as.number) json.key("number").number(*as.number);
  if (!as.organization.empty()) {
    json.key("organization").begin_object().field("name", as.organization).end_object();
  }
  json.end_object();
}

void write_priority(json::JsonWriter& json, const Enrichment& enrichment, const Worst& worst) {
  const Exposure& exposure = enrichment.exposure;
  json.field("priority", name_of(enrichment.assessment.priority));
  json.strings("priority_reasons", enrichment.assessment.reasons);
  write_worst(json, worst);
  json.key("exposure").begin_object().field("effect", name_of(exposure.effect));
  if (exposure.bytes_out) json.key("bytes_out").number(*exposure.bytes_out);
  if (exposure.bytes_in) json.key("bytes_in").number(*exposure.bytes_in);
  json.key("key_kind");
  if (exposure.key_kind) {
    json.string(name_of(*exposure.key_kind));
  } else {
    json.null();
  }
  json.end_object();
  if (enrichment.indicators.first.empty()) return;
  json.key("indicators").begin_array();
  for (const ListedIn& listed : enrichment.indicators.first) {
    json.begin_object().field("file", listed.path).key("line").number(listed.line).end_object();
  }
  json.end_array();
  const std::uint64_t omitted = enrichment.indicators.omitted;
  if (omitted > 0) json.key("indicators_omitted").number(omitted);
}

}  // namespace s3rare::output
