#include "cli/detect/detect_worker.h"

#include <algorithm>
#include <tuple>

#include "cli/reading/run_files.h"
#include "s3rare/exposure.h"
#include "s3rare/match_identity.h"
#include "s3rare/s3_action.h"
#include "s3rare/worst.h"

namespace s3rare::cli {
namespace {

// Most runs meet few terms, so the first question comes early.
constexpr std::size_t kFirstAsked = 2;
constexpr std::size_t kMostAsked = std::size_t{8} * 1024;

// Bytes received count for a request that wrote, bytes sent for any other.
Request request_of(const input::Match& match) {
  const RecordFields& fields = match.fields;
  const std::string_view action = fields.event_name.string();
  const bool wrote = effect_of_match(action) == Effect::wrote;
  const std::string_view bytes = wrote ? match.byte_counts.in : match.byte_counts.out;
  return {action, fields.bucket.string(), fields.key.string(), fields.event_id.string(),
          bytes.empty() ? std::nullopt : parse_byte_count(bytes)};
}

}  // namespace

DetectWorker::DetectWorker(const options::Options& options, const Predicate& predicate,
                           const input::TimeRange& range, const HashKey& key,
                           input::DetailDictionary& dictionary, std::size_t exceptions,
                           ReadersShare& shared)
    : reader({.predicate = predicate,
              .range = range,
              .stamps_files = options.state.has_value(),
              .clock = options.started,
              .finds_data_events = true,
              .access_logs = access_logs_of(options, input::AccessLogs::read)},
             shared.progress, reading_ahead(options, shared.spare)),
      details(dictionary),
      history(options.window, key, [this](auto kept) { return details.expand(kept); }),
      asked{{options.window, key, [this](auto kept) { return details.expand(kept); }},
            {options.window, key},
            {},
            kFirstAsked} {
  excepted.resize(exceptions);
}

void WithoutTerm::add(const std::string& in_path, std::uint64_t at_offset) {
  if (matches++ == 0 || std::tie(in_path, at_offset) < std::tie(path, offset)) {
    path = in_path;
    offset = at_offset;
  }
}

void WithoutTerm::merge(const WithoutTerm& other) {
  if (other.matches == 0) return;
  add(other.path, other.offset);
  matches += other.matches - 1;
}

void add_match(DetectWorker& worker, const input::Match& match, const options::Options& options) {
  const auto term = term_of(match.fields, options.term_fields);
  if (!term) {
    worker.without_term.add(match.path, match.origin.offset);
    return;
  }
  if (worker.asked.settled.take(*term, match.time.time)) return;
  const std::string event_id = event_id_of(match.fields, match.time.time, *term);
  // Only alerts carry detail, and a learned match raises none.
  const bool is_learned = options.learn || (options.since && match.time.time < *options.since);
  const Request request = is_learned ? Request() : request_of(match);
  worker.history.add({*term, match.time.time, event_id, match.origin, request}, [&] {
    if (is_learned) return std::string();
    worker.paths.add(match.origin, match.path, worker.history);
    return worker.details.compress(worker.reader.read_detail(match, options.original));
  });
}

void settle(DetectWorker& worker, Memory& memory) {
  if (!memory.can_settle() || worker.history.term_count() < worker.asked.next_at) return;
  worker.asked.next_at = std::min(worker.asked.next_at * 2, kMostAsked);
  memory.settle(worker.history, worker.asked.settled);
  worker.asked.paths.take_used(worker.paths, worker.history, worker.asked.history);
  worker.asked.history.merge(std::move(worker.history));
}

bool remember_files(Readers<DetectWorker>& readers, Memory& memory) {
  for (DetectWorker& worker : readers) {
    for (const auto& [file, result] : worker.files) memory.remember(file, result);
    worker.files.clear();
  }
  return static_cast<bool>(memory.outcome());
}

void gather(DetectWorker& whole, DetectWorker& worker) {
  whole.history.merge(std::move(worker.asked.history));
  whole.paths.merge(worker.asked.paths);
  if (&worker == &whole) return;
  whole.asked.settled.merge(std::move(worker.asked.settled));
  whole.history.merge(std::move(worker.history));
  whole.paths.merge(worker.paths);
  whole.without_term.merge(worker.without_term);
  add_hits(whole.excepted, worker.excepted);
}

}  // namespace s3rare::cli
