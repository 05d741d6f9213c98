// The report of `s3rare explain --record`: the records with one event ID, clause by clause, and
// the history that decided whether they alert. Text and JSON follow explained.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "explain/explained.h"
#include "explain/found_record.h"
#include "explain/match_list.h"

namespace s3rare::explain {

/// Whether the history judged a record, or what kept the record from being judged.
enum class Standing {
  no_match,
  without_time,      ///< a match whose event time cannot be read
  without_term,      ///< a match without a field of the term
  outside_range,     ///< before the time range begins, or at or after its end
  excepted,          ///< an exception applies
  before_retention,  ///< before the state's horizon
  judged             ///< the history decided: see ExplainedRecord::fate
};

struct ExplainedRecord {
  const FoundRecord::Values& values;
  const FoundRecord& record;
  Standing standing = Standing::no_match;
  Fate fate;
  bool is_new = false;  ///< whether its episode is new: no earlier run has judged it
  /// Earlier matches of the term within the window. Absent if the record is not judged or the input
  /// cannot be read a second time.
  std::optional<MatchList> earlier;
};

std::string record_text(const Question& question, const RecordFinder& found,
                        const std::vector<ExplainedRecord>& records);
std::string record_json(const Question& question, const RecordFinder& found,
                        const std::vector<ExplainedRecord>& records);

}  // namespace s3rare::explain
