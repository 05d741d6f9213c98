// `s3rare explain --source`: the matches of one source, each with its outcome.

#include <algorithm>

#include "cli/explain/explaining.h"
#include "explain/explained_source.h"

namespace s3rare::cli {
namespace {

constexpr std::size_t kListedEpisodes = 1000;

// Counts new episodes instead of matches: one match of these logs starts each. Known matches are
// those that no other count holds.
explain::SourceCounts count(const options::Options& options, const ReadLogs& logs,
                            const std::string& source) {
  explain::SourceCounts counts;
  const auto add = [&](const Episode& episode) {
    if (!logs.new_episodes.contains(&episode)) return;
    if (episode.status == Status::alerted) ++counts.alerted;
    if (episode.status == Status::held) ++counts.held;
    if (episode.status == Status::learned) ++counts.learned;
  };
  logs.history.for_each([&](const std::string& term, const Episodes& episodes) {
    if (term_holds_source(term, options.term_fields, source)) episodes.for_each(add);
  });
  counts.excepted = logs.source->excepted;
  counts.without_term = logs.source->without_term;
  counts.known = logs.source->matches.records() - counts.alerted - counts.held - counts.learned -
                 counts.excepted - counts.without_term;
  return counts;
}

}  // namespace

Result<std::string> explain_source(const options::Options& options, Memory* memory,
                                   const ReadLogs& logs) {
  const std::string source = bounded(*options.source);
  explain::ExplainedSource explained{*options.source,
                                     logs.source->funnel,
                                     logs.source->near_misses,
                                     logs.source->matches,
                                     count(options, logs, source),
                                     logs.history,
                                     logs.new_episodes,
                                     memory != nullptr,
                                     {},
                                     0};
  if (memory != nullptr) {
    const auto visit = [&](const std::string& term, const Episodes& episodes) {
      episodes.for_each([&](const Episode& episode) {
        if (explained.of_state.size() == kListedEpisodes) {
          ++explained.more_of_state;
        } else {
          explained.of_state.push_back({term, episode.start, episode.end, episode.status});
        }
      });
      return true;
    };
    if (auto visited = memory->visit_source(source, visit); !visited) return visited.error();
  }
  const explain::Question question = question_of(options);
  return options.json ? explain::source_json(question, explained)
                      : explain::source_text(question, explained);
}

}  // namespace s3rare::cli
