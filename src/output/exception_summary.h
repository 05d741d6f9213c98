// Exceptions in the closing summary, so that a stale list is noticed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "json/writer.h"
#include "s3rare/event_time.h"

namespace s3rare::output {

/// How one exception was used.
struct ExceptionUse {
  std::string origin;  ///< `exceptions.ndjson:3`
  std::string reason;
  std::uint64_t hits = 0;  ///< matches for which it was the first exception that applies
  std::optional<EventTime> expires;
  bool expired = false;  ///< at or before the newest record of the run
};

/// In the order of reading.
using ExceptionSummary = std::vector<ExceptionUse>;

/// @returns lines for people, each with a line end before it: the exceptions with the most hits,
///          those without a hit, and those that have expired; ten of each
std::string exception_text(const ExceptionSummary& exceptions);

/// Writes all exceptions as the value of a member.
void write_exceptions(json::JsonWriter& json, const ExceptionSummary& exceptions);

}  // namespace s3rare::output
