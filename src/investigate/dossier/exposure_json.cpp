// When a bucket was open, as a member of a dossier.
#include <algorithm>
#include <array>

#include "investigate/dossier/dossier_json.h"
#include "investigate/dossier/dossier_parts.h"
#include "investigate/exposure/bucket_exposure.h"

namespace s3rare::investigate {
namespace {

using openness::Openness;
using openness::Truth;

// The newest of a question: the others are counted.
constexpr std::size_t kMostIntervals = 10;

constexpr std::array<std::string_view, openness::kQuestions.size()> kQuestionNames = {
    "listing", "reading", "writing"};

std::string_view code_of(Openness of) {
  return of == Openness::may_be_open ? "may_be_open" : openness::name_of(of);
}

// What a record did, for a list of causes.
void write_record(json::JsonWriter& json, const AccessRecord& record) {
  json.begin_object().field("time", format_utc(record.time));
  write_some(json, "action", record.action);
  write_some(json, "error_code", record.error_code);
  write_some(json, "actor", record.actor);
  write_some(json, "source", record.source);
  write_evidence(json.key("evidence"), record.evidence);
  json.end_object();
}

void write_records(json::JsonWriter& json, std::string_view name,
                   const std::vector<KeptRecord>& records) {
  if (records.empty()) return;
  json.key(name).begin_array();
  for (const KeptRecord& record : records) write_record(json, *record);
  json.end_array();
}

void write_rests_on(json::JsonWriter& json, const std::vector<RestsOn>& rests_on) {
  json.key("rests_on").begin_array();
  for (const RestsOn& of : rests_on) {
    json.begin_object().field("setting", openness::name_of(of.aspect));
    json.field("how", openness::name_of(of.kind));
    if (of.record != nullptr) {
      json.field("time", format_utc(of.record->time));
      write_some(json, "action", of.record->action);
      write_some(json, "event_id", of.record->evidence.event_id);
    }
    json.end_object();
  }
  json.end_array();
}

void write_verdict(json::JsonWriter& json, const openness::Verdict& verdict) {
  std::vector<std::string> by;
  if (verdict.by_policy) by.emplace_back("policy");
  if (verdict.by_acl) by.emplace_back("acl");
  if (!by.empty()) json.strings("by", by);
  std::vector<std::string> callers;
  if (verdict.internet == Truth::yes) callers.emplace_back("internet");
  if (verdict.network == Truth::yes) callers.emplace_back("network");
  if (verdict.endpoint == Truth::yes) callers.emplace_back("vpc_endpoint");
  if (verdict.signer == Truth::yes) callers.emplace_back("any_aws_account");
  if (!callers.empty()) json.strings("callers", callers);
  if (verdict.of_some_objects) json.key("some_objects").boolean(true);
  if (verdict.of_some_objects && verdict.key) json.field("example_key", *verdict.key);
  if (verdict.sent.empty()) return;
  json.key("must_send").begin_array();
  for (const openness::Sent& sent : verdict.sent) {
    json.begin_object().field("key", sent.first).field("value", sent.second).end_object();
  }
  json.end_array();
}

void write_flag(json::JsonWriter& json, std::string_view name, bool is_so) {
  if (is_so) json.key(name).boolean(true);
}

void write_interval(json::JsonWriter& json, const ExposureInterval& interval) {
  json.begin_object().field("openness", code_of(interval.openness));
  if (interval.from) json.field("from", format_utc(*interval.from));
  json.field("begins", !interval.from                 ? "before_the_logs"
                       : interval.begins_by_date      ? "date"
                       : !interval.opened_by.empty()  ? "change"
                       : interval.shown_by != nullptr ? "request"
                                                      : "evidence");
  if (interval.to) json.field("to", format_utc(*interval.to));
  json.field("ends", !interval.to                  ? "end_of_the_logs"
                     : interval.ends_by_date       ? "date"
                     : !interval.closed_by.empty() ? "change"
                                                   : "evidence");
  write_records(json, "opened_by", interval.opened_by);
  write_records(json, "closed_by", interval.closed_by);
  if (interval.slack > 0) json.key("slack_seconds").raw(std::to_string(interval.slack));
  write_flag(json, "served_after_closing", interval.served_after_closing);
  write_flag(json, "lacks_change", interval.lacks_change);
  write_flag(json, "order_unknown", interval.is_ambiguous);
  if (interval.shown_by != nullptr) write_record(json.key("shown_by"), *interval.shown_by);
  write_verdict(json, interval.verdict);
  write_rests_on(json, interval.rests_on);
  json.end_object();
}

void write_question(json::JsonWriter& json, const std::vector<ExposureInterval>& all) {
  std::vector<const ExposureInterval*> exposed;
  for (const ExposureInterval& interval : all) {
    if (interval.openness != Openness::closed) exposed.push_back(&interval);
  }
  const std::size_t left_out = exposed.size() - std::min(exposed.size(), kMostIntervals);
  json.begin_object().key("intervals").begin_array();
  for (std::size_t i = left_out; i < exposed.size(); ++i) write_interval(json, *exposed[i]);
  json.end_array().key("left_out").number(left_out).end_object();
}

void write_state(json::JsonWriter& json, const BucketExposure& exposure) {
  json.key("at_end").begin_object().field("time", format_utc(exposure.until));
  json.field("openness", code_of(exposure.state()));
  for (const openness::Question question : openness::kQuestions) {
    json.field(kQuestionNames[static_cast<std::size_t>(question)],
               code_of(exposure.last(question).openness));
  }
  json.key("decided_by").begin_array();
  for (const Undecided& undecided : exposure.undecided) {
    json.begin_object().field("what", undecided.what).field("record", undecided.record);
    json.field("command", undecided.command).end_object();
  }
  json.end_array();
  if (exposure.website != nullptr) write_record(json.key("website"), *exposure.website);
  json.end_object();
}

}  // namespace

void write_exposure(json::JsonWriter& json, const BucketExposure& exposure) {
  json.begin_object();
  write_some(json, "account", exposure.name.account);
  write_some(json, "region", exposure.name.region);
  json.field("bucket", exposure.name.bucket);
  for (std::size_t question = 0; question < kQuestionNames.size(); ++question) {
    write_question(json.key(kQuestionNames[question]), exposure.intervals[question]);
  }
  write_state(json, exposure);
  if (exposure.changes_dropped > 0) {
    json.key("changes_not_kept").number(exposure.changes_dropped);
  }
  json.end_object();
}

}  // namespace s3rare::investigate
