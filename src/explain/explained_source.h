// What `s3rare explain --source` tells: every match of a source in order of time, with what became
// of it. Text and JSON as in explained.h.
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

/// An episode of the state.
struct StateEpisode {
  std::string term;
  EventTime first_seen;
  EventTime last_seen;
  Status status = Status::alerted;
};

/// What became of the matches of a source: records, copies among them. What an earlier run has
/// decided is known.
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
  const NearMisses& near_misses;  ///< of these
  const MatchList& matches;
  SourceCounts counts;
  const History& history;  ///< complete and judged
  const NewEpisodes& new_episodes;
  bool has_state = false;
  std::vector<StateEpisode> of_state;  ///< as it was before this run
  std::uint64_t more_of_state = 0;     ///< episodes that are not listed
};

std::string source_text(const Question& question, const ExplainedSource& explained);
std::string source_json(const Question& question, const ExplainedSource& explained);

}  // namespace s3rare::explain
