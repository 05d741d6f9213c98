// The terms of a state as lines of JSON: to be looked at, compared, sorted, joined by `cat`, and
// read again.
//
// {"terms":{"source.address":"192.0.2.1"},"window":"7d","principal":"both","episodes":[{
//  "first_seen":"2024-05-01T12:00:00Z","last_seen":"2024-05-01T12:30:00Z",
//  "event_id":"5f1c...","status":"alerted"}]}                                 (one line)
//
// Every line says by itself which history it is from. What the lines leave out: alerts' lines,
// files, days and runs. A file copy of the state, or a merge, has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "s3rare/error.h"
#include "s3rare/history.h"
#include "state/schema.h"

namespace s3rare::state {

/// @returns the line of a term, without its end
std::string term_line(std::string_view term, const Episodes& episodes, const Settings& settings);

/// What a line holds.
struct TermLine {
  Settings settings;
  std::string term;
  std::vector<Episode> episodes;  ///< none of them fresh, without details
};

/// Reads what `term_line` writes; the order of members does not matter.
/// @param text  a line without its end
/// @returns an error of kind `malformed`, without path, that says what was expected
Result<TermLine> read_term_line(std::string_view text);

}  // namespace s3rare::state
