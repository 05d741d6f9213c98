// Numbers and names as sentences have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"

namespace s3rare::investigate {

/// @returns a length of time in its two largest units: `1 hour 2 minutes`, `30 days`. What is
///          smaller is cut off; a negative one is told without its sign.
std::string length_in_words(Seconds length);

/// A name that a stranger chose. What is longer than 100 bytes is cut between characters of UTF-8,
/// and ends with three points.
std::string name_in_words(std::string_view name);

}  // namespace s3rare::investigate
