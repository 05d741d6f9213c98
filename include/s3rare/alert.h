// From a complete history to alerts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/coverage.h"
#include "s3rare/history.h"
#include "s3rare/term.h"

namespace s3rare {

/// The earliest match of an episode, with the reason why it is new. Borrows from the history
/// it was found in.
struct Alert {
  std::string_view term;
  Episode* episode = nullptr;
  const Episode* previous = nullptr;  ///< the term's episode before it, if there is one
  Baseline baseline;

  /// @returns the term's last match before the gap
  std::optional<EventTime> previous_seen() const {
    return previous == nullptr ? std::nullopt : std::optional(previous->end);
  }
};

struct Alerts {
  std::vector<Alert> alerts;  ///< in order of event time, event ID and term
  std::uint64_t learned = 0;  ///< fresh episodes that begin before `since`
};

/// Finds what a complete history alerts on, the first match of every fresh episode, and leaves
/// no episode fresh: it has alerted now, or was learned.
/// @param since  episodes that begin before it are learned: history, not alerts
/// Source: design of Elastic's new terms rules: a value is new if the window before it lacks it.
Alerts find_alerts(History& history, const Coverage& coverage, std::optional<EventTime> since);

/// What `hold_back` kept from the reader.
struct HeldBack {
  std::vector<Alert> alerts;  ///< in order
  std::uint64_t slots = 0;    ///< 5-minute slots that had more than the limit
};

/// Keeps the earliest `limit` alerts of each slot of event time; slots are as long as the rule's
/// interval and begin at multiples of it. A limit of 0 keeps all. The episodes of the others are
/// held from then on.
/// Source: Elastic Security, "Max alerts per run".
HeldBack hold_back(std::vector<Alert>& alerts, std::uint64_t limit);

/// @returns the id of an alert: the same wherever and whenever the same match alerts
std::string alert_id(const Alert& alert, const TermFields& fields);

}  // namespace s3rare
