// The slow, obvious answer. For one run: sort all matches, look back. For many runs: keep every
// match, and after each run compute the episodes of all of them anew.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "s3rare/event_time.h"

namespace s3rare::tests {

struct OracleMatch {
  std::string term;
  EventTime time;
  std::string event_id;
  std::string detail;

  friend auto operator<=>(const OracleMatch&, const OracleMatch&) = default;
};

struct OracleAlert {
  EventTime time;
  std::string event_id;
  std::string term;
  std::string detail;
  std::optional<EventTime> previous_seen;

  friend auto operator<=>(const OracleAlert&, const OracleAlert&) = default;
};

/// The matches that must alert: a match is an alert if no other match of its term lies in the
/// window before it, and none at its own time comes before it. Follows the definition literally,
/// one match at a time against all others.
/// @param since  alerts before it are omitted
std::vector<OracleAlert> oracle_alerts(const std::vector<OracleMatch>& matches, Seconds window,
                                       std::optional<EventTime> since);

/// @returns the maximal chains of one term's matches in which no gap exceeds the window, by term
///          and time; each has its matches once, by time, event ID and detail
std::vector<std::vector<OracleMatch>> oracle_episodes(const std::vector<OracleMatch>& matches,
                                                      Seconds window);

/// The options of a run that affect its alerts.
struct OracleRun {
  bool learn = false;
  std::optional<EventTime> since;
  std::optional<EventTime> until;
  std::size_t max_alerts = 0;  ///< in 5 minutes; 0: no limit
};

struct OracleOutcome {
  std::vector<OracleAlert> alerts;
  std::vector<OracleAlert> held;
};

/// The status of a match, or of an episode.
enum class OracleStatus { learned, held, alerted };

struct OracleEpisode {
  std::string term;
  EventTime first;
  EventTime last;
  std::string event_id;
  OracleStatus status;
};

/// The expected behaviour of runs with one state. An episode alerts by its earliest match unless
/// one of its matches has alerted, or was held or learned, in this run or before.
class OracleState {
 public:
  explicit OracleState(Seconds window) : window_(window) {}

  /// @returns whether a match exists in a run
  bool exists(const OracleMatch& match, const OracleRun& how) const;

  /// @param read  every match in the run's input, also those that do not exist in the run
  OracleOutcome run(const std::vector<OracleMatch>& read, const OracleRun& how);

  /// Adds what the runs of another state have seen and done.
  void merge(const OracleState& other);

  /// Statuses by term and time. The strongest status among an episode's matches is its own.
  std::vector<OracleEpisode> episodes() const;

  /// Every match that a run has seen.
  std::vector<OracleMatch> seen() const { return {seen_.begin(), seen_.end()}; }

 private:
  std::optional<OracleStatus> status_of(const std::vector<OracleMatch>& episode) const;
  void mark(const OracleMatch& match, OracleStatus status);

  Seconds window_;
  std::set<OracleMatch> seen_;
  std::map<OracleMatch, OracleStatus> marks_;
};

}  // namespace s3rare::tests
