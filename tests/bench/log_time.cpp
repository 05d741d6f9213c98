#include "log_time.h"

#include <cstdint>

#include "join.h"

namespace s3rare::bench {

TimeParts::TimeParts(LogTime time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  year = padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
  month = padded(static_cast<unsigned>(date.month()), 2);
  day = padded(static_cast<unsigned>(date.day()), 2);
  hour = padded(static_cast<std::uint64_t>(clock.hours().count()), 2);
  minute = padded(static_cast<std::uint64_t>(clock.minutes().count()), 2);
  second = padded(static_cast<std::uint64_t>(clock.seconds().count()), 2);
}

std::string rfc3339(LogTime time) {
  const TimeParts at(time);
  return join(
      {at.year, "-", at.month, "-", at.day, "T", at.hour, ":", at.minute, ":", at.second, "Z"});
}

}  // namespace s3rare::bench
