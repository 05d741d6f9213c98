// Numbers and names as sentences have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"

namespace s3rare::investigate {

/// @returns `1 request`, `5000 requests`
std::string counted(std::uint64_t count, std::string_view noun);

/// @returns a length of time in its two largest units: `1 hour 2 minutes`, `30 days`. What is
///          smaller is cut off; a negative one is told without its sign.
std::string length_in_words(Seconds length);

/// @returns `512 bytes`, `11.9 MB (11880342 bytes)`, in steps of a thousand
std::string bytes_in_words(std::uint64_t bytes);

/// A name that a stranger chose. What is longer than 100 bytes is cut between characters of UTF-8,
/// and ends with three points.
std::string name_in_words(std::string_view name);

}  // namespace s3rare::investigate
