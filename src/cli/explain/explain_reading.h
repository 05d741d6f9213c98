// How `explain` reads: it parses every record, builds a history of the matches as `detect` does,
// and keeps the records with the requested event ID or source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/state/memory.h"
#include "explain/explained.h"
#include "explain/explanation.h"
#include "explain/fate_text.h"
#include "explain/found_record.h"
#include "explain/match_list.h"
#include "options/options.h"
#include "s3rare/exceptions.h"
#include "s3rare/history.h"

namespace s3rare::cli {

/// Counts of a source's records, and its first and last kSourceMatchesListed matches.
struct SourceTally {
  static constexpr std::size_t kSourceMatchesListed = 1000;

  explain::Funnel funnel;
  explain::NearMisses near_misses;
  explain::MatchList matches{kSourceMatchesListed};
  std::uint64_t excepted = 0;
  std::uint64_t without_term = 0;

  void merge(const SourceTally& other);
};

/// What was found in the logs, all of which have been read. The history is complete and judged.
struct ReadLogs {
  explain::Explanation explanation;
  History history;
  input::ReadReport report;
  output::Summary summary;
  std::uint64_t outside_range = 0;             ///< records outside the time range, not explained
  explain::NewEpisodes new_episodes;           ///< collected only for --record and --source
  std::optional<explain::RecordFinder> found;  ///< with --record only
  std::optional<SourceTally> source;           ///< with --source only
  bool can_be_read_again = true;     ///< the input includes neither standard input nor a pipe
  std::optional<EventTime> horizon;  ///< the state's horizon
};

/// Reads the input that the options name.
/// @param memory  the state, or null; never written
/// @returns an error if a path does not exist or the state cannot be read
Result<ReadLogs> read_to_explain(const options::Options& options, const Exceptions& exceptions,
                                 Memory* memory);

/// @returns one copy of a match, without an exception
explain::ListedMatch listed_match(const input::Match& match);

explain::Question question_of(const options::Options& options);

}  // namespace s3rare::cli
