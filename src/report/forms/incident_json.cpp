#include "report/forms/incident_json.h"

#include <array>

#include "investigate/dossier/dossier_parts.h"
#include "json/text.h"
#include "json/writer.h"
#include "report/headline.h"

namespace s3rare::report {
namespace {

using investigate::write_distinct;
using investigate::write_evidence;
using investigate::write_some;
using investigate::write_span;
using investigate::openness::Openness;
using investigate::openness::Question;
using json::JsonWriter;

constexpr std::uint64_t kReportVersion = 1;

void write_key(JsonWriter& json, const IncidentKey& key) {
  write_some(json, "account", key.account);
  write_some(json, "region", key.region);
  json.field("bucket", key.bucket);
}

void write_cause(JsonWriter& json, const Cause& cause) {
  json.begin_object().field("time", format_utc(cause.time)).field("action", cause.action);
  json.field("sets", cause.sets);
  write_some(json, "actor", cause.actor);
  write_some(json, "source", cause.source);
  json.key("by_stranger").boolean(cause.by_stranger);
  write_evidence(json.key("evidence"), cause.evidence);
  json.end_object();
}

void write_causes(JsonWriter& json, std::string_view name, const std::vector<Cause>& causes) {
  json.key(name).begin_array();
  for (const Cause& cause : causes) write_cause(json, cause);
  json.end_array();
}

std::string_view name_of_question(Question question) {
  constexpr std::array<std::string_view, 3> kNames = {"list", "read", "write"};
  return kNames[static_cast<std::size_t>(question)];
}

void write_reasons(JsonWriter& json, const Incident& incident) {
  json.key("reasons").begin_array();
  for (const Reason& reason : incident.reasons) {
    json.begin_object().field("code", name_of(reason.code));
    json.field("severity", name_of(severity_of(reason.code))).field("text", reason.text);
    json.key("evidence").begin_array();
    for (const Evidence& evidence : reason.evidence) write_evidence(json, evidence);
    json.end_array().end_object();
  }
  json.end_array();
}

void write_state(JsonWriter& json, const Exposure& exposure) {
  json.key("state").begin_object().field("value", name_of(exposure.state));
  json.field("list", investigate::openness::name_of(exposure.list));
  json.field("read", investigate::openness::name_of(exposure.read));
  json.field("write", investigate::openness::name_of(exposure.write));
  if (exposure.not_after) json.field("not_after", format_utc(*exposure.not_after));
  json.key("deleted").boolean(exposure.is_deleted);
  json.key("lacks_change").boolean(exposure.lacks_change);
  write_causes(json, "since", exposure.since);
  json.strings("rests_on", exposure.rests_on).end_object();
}

void write_exposed(JsonWriter& json, const Exposure& exposure) {
  json.key("exposed").begin_object().key("listed").begin_array();
  for (const Exposed& exposed : exposure.intervals) {
    json.begin_object().field("what", name_of_question(exposed.question));
    json.field("state", investigate::openness::name_of(exposed.openness));
    json.key("from");
    exposed.from ? json.string(format_utc(*exposed.from)) : json.null();
    json.key("to");
    exposed.to ? json.string(format_utc(*exposed.to)) : json.null();
    write_causes(json, "opened_by", exposed.opened_by);
    write_causes(json, "closed_by", exposed.closed_by);
    json.key("shown_by_request").boolean(exposed.shown_by_request);
    json.key("by_date").boolean(exposed.by_date);
    json.key("served_after_closing").boolean(exposed.served_after_closing).end_object();
  }
  json.end_array().key("left_out").number(exposure.intervals_left_out).end_object();
  json.key("changes").begin_object();
  write_causes(json, "listed", exposure.changes);
  json.key("left_out").number(exposure.changes_left_out);
  json.key("website").boolean(exposure.has_website).end_object();
}

void write_requests(JsonWriter& json, std::string_view name, const Requests& requests,
                    bool has_objects) {
  json.key(name).begin_object().key("requests").number(requests.requests);
  if (has_objects) write_distinct(json, "objects", requests.objects);
  json.key("bytes").number(requests.bytes);
  json.key("without_bytes").number(requests.without_bytes).end_object();
}

void write_access(JsonWriter& json, const Access& access) {
  json.key("access").begin_object();
  write_span(json, access.span);
  json.key("requests").number(access.requests);
  json.key("succeeded").number(access.succeeded);
  json.key("denied").number(access.denied);
  write_distinct(json, "sources", access.sources);
  json.key("new_sources").number(access.new_sources);
  json.key("days").number(access.days);
  json.key("reached_by_many").boolean(access.reached_by_many);
  json.key("by_website_host").number(access.by_website_host);
  write_requests(json, "read", access.read, true);
  write_requests(json, "listed", access.listed, false);
  write_requests(json, "written", access.written, true);
  write_requests(json, "deleted", access.deleted, true);
  json.key("outcomes").begin_array();
  for (const Outcome& outcome : access.outcomes) {
    json.begin_object().field("action", outcome.action).field("outcome", outcome.outcome);
    json.key("requests").number(outcome.requests).end_object();
  }
  json.end_array().key("outcomes_left_out").number(access.outcomes_left_out).end_object();
}

void write_objects(JsonWriter& json, const Incident& incident) {
  json.key("objects").begin_object().key("listed").begin_array();
  for (const TouchedObject& object : incident.objects) {
    json.begin_object().field("key", object.key);
    if (object.secret) json.field("secret", s3rare::name_of(*object.secret));
    json.key("read").boolean(object.was_read);
    json.key("written").boolean(object.was_written);
    json.key("deleted").boolean(object.was_deleted);
    if (object.requests) json.key("requests").number(*object.requests);
    if (object.bytes) json.key("bytes").number(*object.bytes);
    json.field("time", format_utc(object.first));
    write_some(json, "source", object.source);
    write_evidence(json.key("evidence"), object.evidence);
    json.end_object();
  }
  json.end_array().key("left_out").number(incident.objects_left_out).end_object();
}

void write_identity(JsonWriter& json, const UsedIdentity& identity) {
  json.begin_object().field("identity", identity.identity);
  write_some(json, "account", identity.account);
  json.key("own_account").boolean(identity.of_own_account);
  json.key("requests").number(identity.requests);
  write_span(json, identity.span);
  json.strings("access_keys", identity.access_keys);
  if (identity.elsewhere) {
    json.key("elsewhere").begin_object();
    write_distinct(json, "addresses", identity.elsewhere->addresses);
    json.key("requests").number(identity.elsewhere->records).key("top").begin_array();
    for (const investigate::SeenSource& seen : identity.elsewhere->top) {
      json.begin_object().field("address", seen.address);
      json.key("requests").number(seen.records);
      write_span(json, seen.span);
      json.end_object();
    }
    json.end_array().end_object();
  }
  write_evidence(json.key("evidence"), identity.first);
  json.end_object();
}

void write_source(JsonWriter& json, const IncidentSource& source) {
  json.begin_object().field("address", source.address);
  json.key("new").boolean(source.is_new);
  write_some(json, "country", source.place.country);
  write_some(json, "network", source.place.network);
  json.strings("indicators", source.listed_in);
  write_span(json, source.span);
  json.key("requests").number(source.requests);
  json.key("denied").number(source.denied);
  json.key("listings").number(source.listings);
  json.key("fetches").number(source.fetches);
  write_distinct(json, "objects", source.objects);
  json.key("secrets").number(source.secrets);
  json.key("writes").number(source.writes);
  json.key("deletions").number(source.deletions);
  json.key("bytes_out").number(source.bytes_out);
  json.key("bytes_in").number(source.bytes_in);
  json.key("without_bytes").number(source.without_bytes);
  json.strings("tools", source.tools);
  json.key("user_agents").begin_array();
  for (const auto& [name, records] : source.user_agents.counted) {
    json.begin_object().field("user_agent", name).key("requests").number(records).end_object();
  }
  json.end_array().key("identities").begin_array();
  for (const UsedIdentity& identity : source.identities) write_identity(json, identity);
  json.end_array();
  write_evidence(json.key("evidence"), source.first);
  json.end_object();
}

void write_sources(JsonWriter& json, const Incident& incident) {
  json.key("sources").begin_object().key("listed").begin_array();
  for (const IncidentSource& source : incident.sources) write_source(json, source);
  json.end_array().key("left_out").number(incident.sources_left_out).end_object();
  json.key("also").begin_object().key("listed").begin_array();
  for (const AlsoReached& also : incident.also) {
    json.begin_object();
    write_key(json, also.key);
    json.key("sources").number(also.sources).end_object();
  }
  json.end_array().key("left_out").number(incident.also_left_out).end_object();
}

void write_rest(JsonWriter& json, const Incident& incident) {
  json.key("actions").begin_array();
  for (const Action& action : incident.actions) {
    json.begin_object().field("code", action.code).field("text", action.text);
    json.key("question").boolean(action.is_question);
    json.strings("commands", action.commands).end_object();
  }
  json.end_array().key("unknown").begin_array();
  for (const Unknown& unknown : incident.unknown) {
    json.begin_object().field("code", unknown.code).field("text", unknown.text).end_object();
  }
  json.end_array().key("alerts").begin_array();
  for (const IncidentAlert& alert : incident.alerts) {
    json.begin_object().field("alert_id", alert.alert_id).field("time", format_utc(alert.time));
    write_some(json, "source", alert.source);
    write_some(json, "action", alert.action);
    write_some(json, "key", alert.key);
    write_evidence(json.key("evidence"), alert.evidence);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string incident_json(const Incident& incident) {
  JsonWriter json;
  json.begin_object().key("report_version").number(kReportVersion);
  json.field("incident_id", incident.id).field("headline", headline(incident));
  write_key(json, incident.key);
  json.field("severity", name_of(incident.severity));
  write_reasons(json, incident);
  write_state(json, incident.exposure);
  write_exposed(json, incident.exposure);
  write_access(json, incident.access);
  write_objects(json, incident);
  write_sources(json, incident);
  write_rest(json, incident);
  json.key("logs").begin_object();
  write_span(json, incident.logs);
  json.end_object().end_object();
  // Texts that were cut may end within a character.
  std::string valid;
  json::repair_utf8(json.text(), valid);
  return valid;
}

}  // namespace s3rare::report
