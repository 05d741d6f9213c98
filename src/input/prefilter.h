// Tells from a record's bytes that it cannot match, so that it need not be parsed.
#pragma once

#include <string_view>

namespace s3rare::input {

/// A record can match only if it names the anonymous principal. Its bytes then hold `anonymous` or
/// `ANONYMOUS_PRINCIPAL` as they are, or they spell at least one of these ASCII characters as a
/// JSON escape, which begins with `\u00` at any depth of escaping. Sound for UTF-8.
/// @returns false only if the record cannot match
bool may_match(std::string_view record);

}  // namespace s3rare::input
