// What `s3rare explain --record` tells: the records of one event ID, clause by clause, and the
// history that decided. Text and JSON as in explained.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "explain/explained.h"
#include "explain/found_record.h"
#include "explain/match_list.h"

namespace s3rare::explain {

/// What a match of its own time range came to, beyond the history.
enum class Standing {
  no_match,
  without_time,
  without_term,
  outside_range,     ///< before the time that is looked at, or at or after its end
  excepted,          ///< an exception holds of it
  before_retention,  ///< before the state's horizon
  judged             ///< the history has decided: see the fate
};

struct ExplainedRecord {
  const FoundRecord::Values& values;
  const FoundRecord& record;
  Standing standing = Standing::no_match;
  Fate fate;
  bool is_new = false;  ///< whether its episode is: no earlier run has judged it
  /// Earlier matches of the term within the window; absent where the input could not be read again.
  std::optional<MatchList> earlier;
};

std::string record_text(const Question& question, const RecordFinder& found,
                        const std::vector<ExplainedRecord>& records);
std::string record_json(const Question& question, const RecordFinder& found,
                        const std::vector<ExplainedRecord>& records);

}  // namespace s3rare::explain
