#include "explain/clause_text.h"
#include "explain/explained.h"
#include "explain/explanation_parts.h"
#include "json/writer.h"
#include "text/terminal_text.h"

namespace s3rare::explain {
namespace {

constexpr std::size_t kListedGaps = 1000;

void write_gaps(json::JsonWriter& json, std::string_view name, const Gaps& gaps) {
  json.key(name).begin_object();
  json.key("count").number(gaps.count);
  json.key("hours").number(gaps.hours);
  json.key("largest").begin_array();
  for (const Gap& gap : gaps.largest) {
    json.begin_object();
    if (!gap.account.empty()) json.field("account", gap.account);
    if (!gap.region.empty()) json.field("region", gap.region);
    json.field("from", format_utc(gap.from)).field("to", format_utc(gap.to));
    json.key("hours").number(gap.hours()).end_object();
  }
  json.end_array().end_object();
}

void write_logs(json::JsonWriter& json, const PlaceLogs& logs) {
  json.key("records").number(logs.records);
  json.key("s3_data_reads").number(logs.data_reads);
  json.key("s3_data_others").number(logs.data_writes);
  write_time(json, "first", logs.first);
  write_time(json, "last", logs.last);
}

void write_delivery(json::JsonWriter& json, const Delivery& delivery, const HourRange& hours) {
  json.key("logs").begin_object();
  write_logs(json, delivery.all());
  json.end_object().key("places").begin_array();
  std::uint64_t records = 0;
  for (const auto& [place, logs] : delivery.places()) {
    json.begin_object().field("account", place.first).field("region", place.second);
    write_logs(json, logs);
    json.key("silent_hours").number(silent_hours(logs.hours, hours)).end_object();
    records += logs.records;
  }
  json.end_array();
  json.key("records_of_other_places").number(delivery.all().records - records);
  write_gaps(json, "gaps", delivery.gaps(hours, kListedGaps));
  write_gaps(json, "gaps_everywhere", delivery.gaps_of_all(hours, kListedGaps));
}

void write_funnel(json::JsonWriter& json, const Funnel& funnel, Principal principal) {
  json.key("predicate").begin_array();
  for (const Clause clause : kClauses) {
    json.begin_object().field("clause", clause_name(clause)).field("field", clause_field(clause));
    json.strings("wanted", wanted_values(clause, principal));
    json.key("left").number(funnel.left(clause));
    json.key("lost").number(funnel.lost(clause)).end_object();
  }
  json.end_array();
}

void write_matches(json::JsonWriter& json, const Funnel& funnel,
                   const output::MatchSummary& matches) {
  json.key("matches").begin_object();
  json.key("total").number(funnel.matches());
  json.key("alerted").number(matches.alerted);
  json.key("held_back").number(matches.held_back);
  json.key("known").number(matches.known);
  json.key("excepted").number(matches.excepted);
  json.key("without_term").number(matches.without_term);
  json.key("without_time").number(matches.without_time);
  json.key("before_retention").number(matches.before_retention);
  json.key("learned_before_since").number(matches.learned).end_object();
}

}  // namespace

void write_near_misses(json::JsonWriter& json, const NearMisses& misses) {
  json.key("near_misses").begin_object();
  for (const NearMissKind kind : kNearMissKinds) {
    const NearMiss& miss = misses.of(kind);
    json.key(row_of(kind).code).begin_object();
    json.key("count").number(miss.count);
    json.key("failed").number(miss.failed);
    json.key("by").begin_object();
    for (const auto& [name, count] : miss.by) json.key(name).number(count);
    json.end_object().key("examples").begin_array();
    for (const Example& example : miss.examples) {
      json.begin_object();
      write_example(json, example);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_object();
}

void write_time(json::JsonWriter& json, std::string_view name,
                const std::optional<EventTime>& time) {
  if (time) json.field(name, format_utc(*time));
}

void write_example(json::JsonWriter& json, const Example& example) {
  const auto some = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) json.field(name, text);
  };
  write_time(json, "time", example.time);
  some("event_id", example.event_id);
  some("source", example.source);
  some("action", example.action);
  some("bucket", example.bucket);
  some("key", example.key);
  some("error", example.error);
  some("user_agent", example.user_agent);
  json.field("path", text::show_safely(example.path)).key("offset").number(example.offset);
}

std::string explanation_json(const Explained& explained) {
  const Explanation& logs = explained.logs;
  const output::FileSummary& files = explained.summary.files;
  json::JsonWriter json;
  json.begin_object().key("reasons").begin_array();
  for (const Reason& reason : reasons_of(explained)) {
    json.begin_object().field("code", reason.code).field("text", reason.text).end_object();
  }
  json.end_array().key("files").begin_object();
  json.key("total").number(files.total());
  json.key("read").number(files.read);
  json.key("damaged").number(files.damaged);
  json.key("skipped").number(files.skipped_count());
  json.key("outside_dates").number(files.outside_dates);
  json.key("failed").number(files.failed).end_object();
  json.key("records").begin_object();
  json.key("total").number(explained.summary.records.total());
  json.key("explained").number(logs.funnel.records());
  json.key("outside_range").number(explained.outside_range);
  json.key("malformed").number(explained.summary.records.malformed);
  json.key("without_identity").number(logs.not_judged).end_object();
  write_delivery(json, logs.delivery, explained.hours());
  write_funnel(json, logs.funnel, explained.question.principal);
  write_matches(json, logs.funnel, explained.summary.matches);
  write_near_misses(json, logs.near_misses);
  return json.end_object().take() + "\n";
}

}  // namespace s3rare::explain
