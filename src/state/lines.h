// The terms of a state as JSON lines, to read, compare, sort, concatenate and import again.
//
// {"terms":{"source.address":"192.0.2.1"},"window":"7d","principal":"both","episodes":[{
//  "first_seen":"2024-05-01T12:00:00Z","last_seen":"2024-05-01T12:30:00Z",
//  "event_id":"5f1c...","status":"alerted"}]}                                 (one line)
//
// Every line carries the settings of its history. The lines do not hold the alerts' lines, files,
// days and runs; a copy of the state file or a merge keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "s3rare/error.h"
#include "s3rare/history.h"
#include "state/schema.h"

namespace s3rare::state {

/// @returns the line of a term, without a line end
std::string term_line(std::string_view term, const Episodes& episodes, const Settings& settings);

/// The contents of a line.
struct TermLine {
  Settings settings;
  std::string term;
  std::vector<Episode> episodes;  ///< none is fresh; without details
};

/// Reads what `term_line` writes, with members in any order.
/// @param text  a line without a line end
/// @returns an error of kind `malformed`, without a path, that says what was expected
Result<TermLine> read_term_line(std::string_view text);

}  // namespace s3rare::state
