#include "cli/explain/explain_reading.h"

#include <algorithm>
#include <utility>

#include "cli/random_key.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_summary.h"
#include "explain/delivery_reader.h"
#include "s3rare/alert.h"
#include "s3rare/match_identity.h"

namespace s3rare::cli {
namespace {

// One thread's reader and what it collects.
struct ExplainWorker {
  input::FileReader reader;
  explain::DeliveryReader delivery;
  explain::Explanation explanation;
  History history;
  std::optional<explain::RecordFinder> found;
  std::optional<SourceTally> source;
  std::uint64_t outside_range = 0;
  std::uint64_t before_retention = 0;
  std::uint64_t excepted = 0;  // matches in the time range
  bool can_be_read_again = true;

  ExplainWorker(const options::Options& options, const input::TimeRange& range, const HashKey& key,
                ReadersShare& shared)
      : reader({.predicate = {options.principal},
                .range = range,
                .parse = input::Parse::every,
                .clock = options.started,
                .access_logs = access_logs_of(options, input::AccessLogs::put_off)},
               shared.progress, reading_ahead(options, shared.spare)),
        history(options.window, key) {
    if (options.record) found.emplace(*options.record);
    if (options.source) source.emplace();
  }
};

bool is_explained(std::optional<EventTime> time, const options::Options& options) {
  return !time || input::TimeRange{options.since, options.until}.contains(*time);
}

void add_record(ExplainWorker& worker, const input::ParsedRecord& parsed,
                const options::Options& options, const Exceptions& exceptions,
                std::optional<EventTime> horizon) {
  const RecordFields& fields = parsed.fields;
  const auto plain_time = parse_rfc3339(fields.event_time.string());
  const auto time = plain_time ? std::optional(plain_time->time) : std::nullopt;
  const bool is_found = worker.found && worker.found->wants(fields);
  const bool explained = is_explained(time, options);
  worker.outside_range += explained ? 0 : 1;
  const bool is_of_source = worker.source && fields.source_address.is(*options.source);
  if (!explained && !is_found && !is_of_source) return;

  const explain::DeliveryFields delivery = worker.delivery.read(parsed.record);
  const explain::LoggedRecord record{fields,
                                     time,
                                     fields.recipient_account.string(),
                                     delivery.region,
                                     delivery.category,
                                     delivery.management,
                                     delivery.read_only,
                                     fields.user_agent.string(),
                                     parsed.path,
                                     parsed.origin.offset,
                                     delivery.identity_arn};
  const bool is_judged = !parsed.unmet && time && (!horizon || *time >= *horizon);
  const auto exception = is_judged ? exceptions.find(fields, *time) : std::nullopt;
  if (is_found) {
    worker.found->add(record, options.principal, options.term_fields,
                      exception ? exceptions.origin(*exception) : std::string());
  }
  if (!explained) return;
  if (!parsed.is_judged) return worker.explanation.add_not_judged(record);
  worker.explanation.add(record, parsed.unmet, exception.has_value(), options.term_fields);
  worker.excepted += exception ? 1 : 0;
  if (!parsed.unmet && time && horizon && *time < *horizon) ++worker.before_retention;
  if (!is_of_source) return;
  worker.source->funnel.add(parsed.unmet);
  if (exception) return;
  if (const auto kind = explain::near_miss_of(record, parsed.unmet, options.term_fields)) {
    worker.source->near_misses.add(*kind, record);
  }
}

void add_match(ExplainWorker& worker, const input::Match& match, const options::Options& options,
               const Exceptions& exceptions) {
  const auto term = term_of(match.fields, options.term_fields);
  const std::string event_id = event_id_of(match.fields, match.time.time, term.value_or(""));
  const auto exception = exceptions.find(match.fields, match.time.time);
  if (worker.source && match.fields.source_address.is(*options.source)) {
    explain::ListedMatch listed = listed_match(match);
    if (exception) listed.excepted_by = exceptions.origin(*exception);
    worker.source->matches.add({match.time.time, event_id, term.value_or("")}, listed);
    worker.source->excepted += exception ? 1 : 0;
    worker.source->without_term += term || exception ? 0 : 1;
  }
  if (exception || !term) return;
  worker.history.add({*term, match.time.time, event_id, match.origin},
                     [] { return std::string(); });
}

void merge(ExplainWorker& whole, ExplainWorker& other) {
  whole.explanation.merge(other.explanation);
  whole.history.merge(std::move(other.history));
  if (whole.found) whole.found->merge(*other.found);
  if (whole.source) whole.source->merge(*other.source);
  whole.outside_range += other.outside_range;
  whole.before_retention += other.before_retention;
  whole.excepted += other.excepted;
  whole.can_be_read_again = whole.can_be_read_again && other.can_be_read_again;
}

// Judges the history and fills the summary's match counts. Known matches are those that no other
// count holds.
void judge(ReadLogs& logs, std::uint64_t before_retention, std::uint64_t excepted,
           const options::Options& options) {
  if (options.record || options.source) {
    logs.history.for_each([&](const std::string&, const Episodes& episodes) {
      episodes.for_each([&](const Episode& episode) {
        if (episode.status == Status::fresh) logs.new_episodes.insert(&episode);
      });
    });
  }
  auto [alerts, learned] = find_alerts(logs.history, logs.report.coverage, options.since);
  const HeldBack held = hold_back(alerts, options.max_alerts);
  const explain::NearMisses& misses = logs.explanation.near_misses;
  output::MatchSummary matches;
  matches.alerted = alerts.size();
  matches.held_back = held.alerts.size();
  matches.without_term = misses.of(explain::NearMissKind::without_term).count;
  matches.without_time = misses.of(explain::NearMissKind::without_time).count;
  matches.before_retention = before_retention;
  matches.excepted = excepted;
  matches.known = logs.explanation.funnel.matches() - matches.total();
  matches.learned = learned;
  logs.summary.matches = matches;
}

}  // namespace

void SourceTally::merge(const SourceTally& other) {
  funnel.merge(other.funnel);
  near_misses.merge(other.near_misses);
  matches.merge(other.matches);
  excepted += other.excepted;
  without_term += other.without_term;
}

explain::ListedMatch listed_match(const input::Match& match) {
  const RecordFields& fields = match.fields;
  return {{match.time.time, bounded(fields.event_id.string()),
           bounded(fields.source_address.string()), bounded(fields.event_name.string()),
           bounded(fields.bucket.string()), bounded(fields.key.string()), std::string(),
           bounded(fields.user_agent.string()), match.path, match.origin.offset},
          1,
          {}};
}

explain::Question question_of(const options::Options& options) {
  // Nothing can be expected of the time to come.
  const auto until =
      options.until ? std::optional(std::min(*options.until, options.started)) : std::nullopt;
  return {options.principal, options.term_fields, options.window, options.since, until};
}

Result<ReadLogs> read_to_explain(const options::Options& options, const Exceptions& exceptions,
                                 Memory* memory) {
  input::TimeRange range = time_range_of(options);
  if (memory != nullptr) range.horizon = memory->horizon();
  auto walk = find_input(options, {range});
  if (!walk) return walk.error();

  const HashKey key = random_key();
  Readers<ExplainWorker> readers(options, range, key);
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    ExplainWorker& worker = readers[reader];
    worker.can_be_read_again = worker.can_be_read_again && file.is_regular();
    const auto on_record = [&](const input::ParsedRecord& record) {
      add_record(worker, record, options, exceptions, range.horizon);
    };
    const auto on_match = [&](const input::Match& match) {
      add_match(worker, match, options, exceptions);
      return true;
    };
    worker.reader.read(file, number, on_match, std::move(opened), on_record);
  };
  readers.read(*walk, what);
  // From here on no input is read.

  ExplainWorker& whole = readers.front();
  for (ExplainWorker& worker : readers) {
    if (&worker != &whole) merge(whole, worker);
  }
  ReadLogs logs{std::move(whole.explanation),
                std::move(whole.history),
                readers.report(walk->passed_over()),
                {},
                whole.outside_range,
                {},
                std::move(whole.found),
                std::move(whole.source),
                whole.can_be_read_again,
                range.horizon};
  logs.summary = summarize(logs.report, walk->passed_over());
  if (memory != nullptr) {
    auto recalled =
        memory->recall(logs.history, logs.report.coverage, logs.report.coverage.earliest());
    if (!recalled) return recalled.error();
  }
  // From here on the history is complete.

  judge(logs, whole.before_retention, whole.excepted, options);
  return logs;
}

}  // namespace s3rare::cli
