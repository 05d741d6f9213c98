// Event times, and their parts as in the paths of delivery files.
#pragma once

#include <chrono>
#include <string>

namespace s3rare::bench {

using LogTime = std::chrono::sys_seconds;

struct TimeParts {
  std::string year, month, day, hour, minute, second;

  explicit TimeParts(LogTime time);
};

/// @returns for example `2024-05-01T02:03:04Z`, as CloudTrail writes every time
std::string rfc3339(LogTime time);

}  // namespace s3rare::bench
