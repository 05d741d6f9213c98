// Decides from a record's bytes that it cannot match, so that it need not be parsed.
#pragma once

#include <string_view>

#include "json/byte_kernels.h"

namespace s3rare::input {

/// A record can match only if it names the anonymous principal. Its bytes then contain
/// `anonymous` or `ANONYMOUS_PRINCIPAL` literally, or at least one of these characters, which are
/// all ASCII letters or `_`, as a JSON escape: `\u00` and a digit from 4 to 7. Sound for UTF-8.
/// @param find_rare_pair  the implementation to use: all give the same results
/// @returns false only if the record cannot match
bool may_match(std::string_view record,
               json::FindPair find_rare_pair = json::byte_kernels().front().find_rare_pair);

}  // namespace s3rare::input
