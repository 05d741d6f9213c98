// What the closing summary tells of exceptions: a list that has grown stale must be seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "json/writer.h"
#include "s3rare/event_time.h"

namespace s3rare::output {

/// What became of one exception.
struct ExceptionUse {
  std::string origin;  ///< `exceptions.ndjson:3`
  std::string reason;
  std::uint64_t hits = 0;  ///< matches of which it was the first exception that held
  std::optional<EventTime> expires;
  bool expired = false;  ///< by the newest record of the run
};

/// In the order in which they were read.
using ExceptionSummary = std::vector<ExceptionUse>;

/// @returns lines for people, each with an end of line before it: those with the most hits, those
///          without one, those that have expired; ten of each
std::string exception_text(const ExceptionSummary& exceptions);

/// Writes all of them as the value of a member.
void write_exceptions(json::JsonWriter& json, const ExceptionSummary& exceptions);

}  // namespace s3rare::output
