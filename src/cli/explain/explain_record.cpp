// `s3rare explain --record`: the earlier matches that decided can be listed only once the record's
// term and time are known. So the input is read a second time, as `detect` reads it.

#include <algorithm>

#include "cli/explain/explaining.h"
#include "cli/reading/readers.h"
#include "cli/reading/run_files.h"
#include "cli/reading/run_input.h"
#include "explain/explained_record.h"
#include "s3rare/match_identity.h"

namespace s3rare::cli {
namespace {

// Earlier matches listed at each end of the window.
constexpr std::size_t kEarlierMatchesListed = 5;

// A match that the history judged.
struct Judged {
  std::size_t number;  // index among the explained records
  std::string term;
  EventTime time;
};

struct RecordWorker {
  input::FileReader reader;
  std::vector<explain::MatchList> earlier;  // one for each judged match

  RecordWorker(const options::Options& options, const input::TimeRange& range, std::size_t judged,
               ReadersShare& shared)
      : reader({.predicate = {options.principal},
                .range = range,
                .clock = options.started,
                .access_logs = access_logs_of(options, input::AccessLogs::read)},
               shared.progress, reading_ahead(options, shared.spare)),
        earlier(judged, explain::MatchList(kEarlierMatchesListed)) {}
};

explain::Standing standing_of(const explain::FoundRecord& record, const ReadLogs& logs,
                              const input::TimeRange& range) {
  if (!record.is_match()) return explain::Standing::no_match;
  if (!record.time) return explain::Standing::without_time;
  if (!range.contains(*record.time)) return explain::Standing::outside_range;
  if (logs.horizon && *record.time < *logs.horizon) return explain::Standing::before_retention;
  if (!record.excepted_by.empty()) return explain::Standing::excepted;
  return record.term ? explain::Standing::judged : explain::Standing::without_term;
}

// Adds a match to each judged match of the same term that follows it within the window. Matches at
// the same time are ordered by event ID.
void add_earlier(RecordWorker& worker, const std::vector<Judged>& judged,
                 const std::string& event_id, const input::Match& match,
                 const options::Options& options, const Exceptions& exceptions) {
  if (exceptions.find(match.fields, match.time.time)) return;
  const auto term = term_of(match.fields, options.term_fields);
  if (!term) return;
  const explain::MatchIdentity identity{match.time.time,
                                        event_id_of(match.fields, match.time.time, *term), *term};
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const bool is_before = identity.time < judged[i].time ||
                           (identity.time == judged[i].time && identity.event_id < event_id);
    if (*term == judged[i].term && is_before && identity.time >= judged[i].time - options.window) {
      worker.earlier[i].add(identity, listed_match(match));
    }
  }
}

// Returns one list for each judged match.
Result<std::vector<explain::MatchList>> read_earlier(const options::Options& options,
                                                     const Exceptions& exceptions,
                                                     const ReadLogs& logs,
                                                     const std::vector<Judged>& judged) {
  const auto [first, last] =
      std::minmax_element(judged.begin(), judged.end(),
                          [](const Judged& a, const Judged& b) { return a.time < b.time; });
  input::TimeRange range{first->time - options.window, last->time + 1, logs.horizon};
  if (options.since) range.from = std::max(*range.from, *options.since - options.window);
  if (options.until) range.until = std::min(*range.until, *options.until);
  auto walk = find_input(options, {range});
  if (!walk) return walk.error();
  Readers<RecordWorker> readers(options, range, judged.size());
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    RecordWorker& worker = readers[reader];
    const auto on_match = [&](const input::Match& match) {
      add_earlier(worker, judged, logs.found->event_id(), match, options, exceptions);
      return true;
    };
    worker.reader.read(file, number, on_match, std::move(opened));
  };
  readers.read(*walk, what);
  std::vector<explain::MatchList> earlier(judged.size(), explain::MatchList(kEarlierMatchesListed));
  for (const RecordWorker& worker : readers) {
    for (std::size_t i = 0; i < judged.size(); ++i) earlier[i].merge(worker.earlier[i]);
  }
  return earlier;
}

}  // namespace

Result<std::string> explain_record(const options::Options& options, const Exceptions& exceptions,
                                   const ReadLogs& logs) {
  const input::TimeRange range = time_range_of(options);
  std::vector<explain::ExplainedRecord> records;
  std::vector<Judged> judged;
  for (const auto& [values, record] : logs.found->records()) {
    explain::ExplainedRecord explained{values, record, standing_of(record, logs, range),
                                       {},     false,  std::nullopt};
    if (explained.standing == explain::Standing::judged) {
      explained.fate =
          explain::fate_of(logs.history, {*record.time, logs.found->event_id(), *record.term});
      explained.is_new = logs.new_episodes.contains(explained.fate.episode);
      judged.push_back({records.size(), *record.term, *record.time});
    }
    records.push_back(std::move(explained));
  }
  if (!judged.empty() && logs.can_be_read_again) {
    auto earlier = read_earlier(options, exceptions, logs, judged);
    if (!earlier) return earlier.error();
    for (std::size_t i = 0; i < judged.size(); ++i) {
      records[judged[i].number].earlier = std::move((*earlier)[i]);
    }
  }
  const explain::Question question = question_of(options);
  return options.json ? explain::record_json(question, *logs.found, records)
                      : explain::record_text(question, *logs.found, records);
}

}  // namespace s3rare::cli
