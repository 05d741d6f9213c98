// The report of `s3rare explain --source`: the matches of a source in time order, each with its
// outcome. Text and JSON follow explained.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "explain/explained.h"
#include "explain/fate_text.h"
#include "explain/funnel.h"
#include "explain/match_list.h"
#include "explain/near_miss.h"

namespace s3rare::explain {

/// An episode that the state holds.
struct StateEpisode {
  std::string term;
  EventTime first_seen;
  EventTime last_seen;
  Status status = Status::alerted;
};

/// The outcomes of a source's matches, counted in records, including copies. A match that an
/// earlier run judged counts as known.
struct SourceCounts {
  std::uint64_t alerted = 0;
  std::uint64_t held = 0;
  std::uint64_t learned = 0;
  std::uint64_t known = 0;
  std::uint64_t excepted = 0;
  std::uint64_t without_term = 0;
};

struct ExplainedSource {
  std::string source;
  const Funnel& funnel;           ///< of the source's records
  const NearMisses& near_misses;  ///< among the source's records
  const MatchList& matches;
  SourceCounts counts;
  const History& history;  ///< complete and judged
  const NewEpisodes& new_episodes;
  bool has_state = false;
  std::vector<StateEpisode> of_state;  ///< the source's episodes in the state before this run
  std::uint64_t more_of_state = 0;     ///< further episodes in the state, not listed
};

std::string source_text(const Question& question, const ExplainedSource& explained);
std::string source_json(const Question& question, const ExplainedSource& explained);

}  // namespace s3rare::explain
