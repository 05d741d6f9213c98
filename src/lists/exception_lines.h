// Lists of exceptions as people write them: NDJSON, one exception a line.
//
// {"source":"192.0.2.0/24","bucket":"example-public-*","reason":"the
// office","expires":"2025-01-01"}
//
// Every member is a string. All but `reason` and `expires` are conditions, of which at least one is
// required. A date in `expires` means its first moment in UTC. Unknown members are refused: a
// misspelt condition would except more than intended. Blank lines are skipped.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/error.h"
#include "s3rare/exceptions.h"

namespace s3rare::lists {

/// The conditions of an exception as written.
using ConditionTexts = std::map<ExceptionField, std::string>;

/// @returns the line of an exception, without line end
/// @param reason   omitted if empty
/// @param expires  as written; omitted if empty
std::string exception_line(const ConditionTexts& conditions, std::string_view reason,
                           std::string_view expires);

/// Reads a line.
/// @param text  without line end
/// @returns an error of kind `malformed`, without path, that says what was expected
Result<Exception> read_exception_line(std::string_view text);

/// Parses the time or date at which an exception expires.
std::optional<EventTime> parse_expiry(std::string_view text);

/// Adds the exceptions of a file.
/// @returns an error that names file and line
Result<Done> read_exceptions(const std::string& path, Exceptions& exceptions);

}  // namespace s3rare::lists
