#include "investigate/dossier/dossier_json.h"

#include "investigate/dossier/dossier_parts.h"
#include "json/text.h"
#include "text/terminal_text.h"

namespace s3rare::investigate {
namespace {

void write_window(json::JsonWriter& json, const Dossier& dossier) {
  const Seconds time = dossier.alert->time.seconds;
  json.key("window").begin_object();
  json.field("from", format_utc(dossier.window.first)).field("to", format_utc(dossier.window.last));
  json.field("before", format_duration(time - dossier.window.first.seconds));
  json.field("after", format_duration(dossier.window.last.seconds - time)).end_object();
}

void write_logs(json::JsonWriter& json, const Dossier& dossier) {
  json.key("logs").begin_object();
  write_span(json, dossier.logs);
  json.key("covers_alert").boolean(dossier.covers_alert);
  json.key("days").number(dossier.days);
  json.key("days_covered").number(dossier.days_covered).end_object();
}

void write_enumerations(json::JsonWriter& json, const Dossier& dossier) {
  json.key("enumerations").begin_object().key("listed").begin_array();
  for (const Enumeration& enumeration : dossier.enumerations) {
    json.begin_object().field("bucket", enumeration.bucket);
    json.key("listings").number(enumeration.listings);
    json.key("fetches").number(enumeration.fetches);
    json.key("listed").begin_object();
    write_span(json, enumeration.listed);
    json.end_object().key("fetched").begin_object();
    write_span(json, enumeration.fetched);
    json.end_object();
    if (enumeration.interval) {
      json.key("interval_seconds").raw(std::to_string(*enumeration.interval));
    }
    write_evidence(json.key("first_listing"), enumeration.first_listing);
    write_evidence(json.key("first_fetch"), enumeration.first_fetch);
    json.end_object();
  }
  json.end_array().key("left_out").number(dossier.enumerations_left_out).end_object();
}

void write_timeline(json::JsonWriter& json, const Dossier& dossier) {
  json.key("timeline").begin_object();
  json.key("step_seconds").raw(std::to_string(dossier.timeline_step)).key("steps").begin_array();
  for (const TimelineStep& step : dossier.timeline) {
    json.begin_object().field("begin", format_utc(step.begin));
    json.key("anonymous").number(step.anonymous);
    json.key("denied").number(step.denied);
    json.key("signed").number(step.with_signature).end_object();
  }
  json.end_array().end_object();
}

void write_changes(json::JsonWriter& json, std::string_view name, const AlertToInvestigate& alert,
                   const std::vector<AccessChange>& changes, std::uint64_t left_out) {
  json.key(name).begin_object().key("changes").begin_array();
  for (const AccessChange& change : changes) write_change(json, change, alert);
  json.end_array().key("left_out").number(left_out).end_object();
}

void write_access(json::JsonWriter& json, const Dossier& dossier) {
  write_changes(json, "bucket_changes", *dossier.alert, dossier.bucket_changes,
                dossier.bucket_changes_left_out);
  write_changes(json, "opened_objects", *dossier.alert, dossier.opened_objects,
                dossier.opened_objects_left_out);
  json.key("exposed_by");
  if (dossier.exposed_by) {
    write_change(json, *dossier.exposed_by, *dossier.alert);
  } else {
    json.null();
  }
  json.key("exposure_intervals");
  if (dossier.exposure != nullptr) {
    write_exposure(json, *dossier.exposure);
  } else {
    json.null();
  }
}

void write_other_sources(json::JsonWriter& json, const OtherSources& others) {
  json.key("other_sources").begin_object();
  write_distinct(json, "sources", others.sources);
  json.key("records").number(others.records);
  json.key("denied").number(others.denied).key("top");
  write_sources(json, others.top);
  json.key("top_of_sample").boolean(others.top_of_sample);
  json.key("days").number(others.days);
  json.key("writes").number(others.writes);
  json.key("by_website_host").number(others.by_website_host);
  json.key("listings").number(others.listings);
  json.key("secrets").number(others.secrets);
  json.key("reached_by_many").boolean(others.reached_by_many);
  std::vector<std::string> why;
  for (const std::string& reason : others.why) why.push_back(text::show_safely(reason));
  json.strings("why", why).end_object();
}

void write_findings(json::JsonWriter& json, const std::vector<Finding>& findings) {
  json.key("findings").begin_array();
  for (const Finding& finding : findings) {
    json.begin_object()
        .field("code", name_of(finding.code))
        .field("text", text::show_safely(finding.text));
    json.key("evidence").begin_array();
    for (const Evidence& evidence : finding.evidence) write_evidence(json, evidence);
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

void write_some(json::JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.field(name, text);
}

void write_span(json::JsonWriter& json, const std::optional<Span>& span) {
  if (span) json.field("first", format_utc(span->first)).field("last", format_utc(span->last));
}

void write_evidence(json::JsonWriter& json, const Evidence& evidence) {
  std::string path;
  json::repair_utf8(evidence.path, path);
  json.begin_object();
  write_some(json, "event_id", evidence.event_id);
  json.field("file", path).key("offset").number(evidence.offset).end_object();
}

std::string dossier_json(const Dossier& dossier) {
  json::JsonWriter json;
  json.begin_object().key("dossier_version").number(kDossierVersion);
  json.key("alert").raw(dossier.alert->json);
  write_window(json, dossier);
  write_logs(json, dossier);
  json.key("source_activity").begin_object();
  write_source_activity(json, dossier.source_activity);
  json.end_object().key("prior").begin_object();
  write_requests(json, dossier.prior);
  json.end_object().key("followup").begin_object();
  write_requests(json, dossier.followup);
  json.end_object();
  write_enumerations(json, dossier);
  write_timeline(json, dossier);
  write_access(json, dossier);
  write_other_sources(json, dossier.other_sources);
  write_findings(json, dossier.findings);
  return json.end_object().take();
}

}  // namespace s3rare::investigate
