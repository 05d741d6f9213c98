#include "property/oracle.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace s3rare::tests {

std::vector<OracleAlert> oracle_alerts(const std::vector<OracleMatch>& matches, Seconds window,
                                       std::optional<EventTime> since) {
  std::set<OracleAlert> alerts;  // a set: the same match delivered twice is one match
  for (const OracleMatch& match : matches) {
    bool is_new = true;
    std::optional<EventTime> previous_seen;
    for (const OracleMatch& other : matches) {
      if (other.term != match.term) continue;
      if (other.time < match.time) {
        if (other.time + window >= match.time) is_new = false;
        if (!previous_seen || other.time > *previous_seen) previous_seen = other.time;
      } else if (other.time == match.time &&
                 std::tie(other.event_id, other.detail) < std::tie(match.event_id, match.detail)) {
        is_new = false;
      }
    }
    if (!is_new || (since && match.time < *since)) continue;
    alerts.insert({match.time, match.event_id, match.term, match.detail, previous_seen});
  }
  return {alerts.begin(), alerts.end()};
}

}  // namespace s3rare::tests
