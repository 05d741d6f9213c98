// The slow, obvious answer: sort all matches, look back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "s3rare/event_time.h"

namespace s3rare::tests {

struct OracleMatch {
  std::string term;
  EventTime time;
  std::string event_id;
  std::string detail;
};

struct OracleAlert {
  EventTime time;
  std::string event_id;
  std::string term;
  std::string detail;
  std::optional<EventTime> previous_seen;

  friend auto operator<=>(const OracleAlert&, const OracleAlert&) = default;
};

/// What must alert: a match is an alert if no other match of its term lies in the window before
/// it, and none at its own time comes before it. Straight from the definition, one match at a
/// time against all others.
/// @param since  alerts before it are left out
std::vector<OracleAlert> oracle_alerts(const std::vector<OracleMatch>& matches, Seconds window,
                                       std::optional<EventTime> since);

}  // namespace s3rare::tests
