// How `explain` reads: every record is looked at, matches make a history as in `detect`, and what
// was asked for by event ID or source is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/reading/reading.h"
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

/// What is kept of a source: of its records, and of its matches the first and the last
/// kSourceMatchesListed.
struct SourceTally {
  static constexpr std::size_t kSourceMatchesListed = 1000;

  explain::Funnel funnel;
  explain::NearMisses near_misses;
  explain::MatchList matches{kSourceMatchesListed};
  std::uint64_t excepted = 0;
  std::uint64_t without_term = 0;

  void merge(const SourceTally& other);
};

/// Logs that were read to their end, with a history that is complete and judged.
struct ReadLogs {
  explain::Explanation explanation;
  History history;
  input::ReadReport report;
  output::Summary summary;
  std::uint64_t outside_range = 0;             ///< records that are not explained
  explain::NewEpisodes new_episodes;           ///< collected for --record and --source
  std::optional<explain::RecordFinder> found;  ///< of --record
  std::optional<SourceTally> source;           ///< of --source
  bool can_be_read_again = true;     ///< neither standard input nor a pipe was among the files
  std::optional<EventTime> horizon;  ///< of the state
};

/// Reads what the options name.
/// @param memory  the state, or null; it is only read
Result<ReadLogs> read_to_explain(const options::Options& options, const Exceptions& exceptions,
                                 Memory* memory);

/// @returns a match as it is listed
explain::ListedMatch listed_match(const input::Match& match, const std::string& path);

explain::Question question_of(const options::Options& options);

}  // namespace s3rare::cli
