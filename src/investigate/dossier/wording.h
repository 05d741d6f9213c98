// Durations and names for sentences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"

namespace s3rare::investigate {

/// @returns a duration in its two largest units: `1 hour 2 minutes`, `30 days`. Smaller units are
///          cut off; the sign is dropped.
std::string length_in_words(Seconds length);

/// Shortens an untrusted name: one longer than 100 bytes is cut between UTF-8 characters and ends
/// with three dots.
std::string name_in_words(std::string_view name);

}  // namespace s3rare::investigate
