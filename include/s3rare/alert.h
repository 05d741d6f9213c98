// Turns a complete history into alerts.
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

/// The earliest match of an episode, and why it is new. Borrows from the history that holds the
/// episode.
struct Alert {
  std::string_view term;
  Episode* episode = nullptr;
  const Episode* previous = nullptr;  ///< the term's previous episode, or null
  Baseline baseline;

  /// @returns the time of the term's last match before the gap; nothing for a term's first episode
  std::optional<EventTime> previous_seen() const {
    return previous == nullptr ? std::nullopt : std::optional(previous->end);
  }
};

struct Alerts {
  std::vector<Alert> alerts;  ///< in order of event time, event ID and term
  std::uint64_t learned = 0;  ///< number of fresh episodes that start before `since`
};

/// Returns an alert for the first match of every fresh episode of a complete history. Afterwards no
/// episode is fresh: its status is `alerted` or `learned`.
/// @param since  episodes that start before this time are learned and raise no alert
/// Source: design of Elastic's new terms rules: a value is new if the window before it does not
/// contain it.
Alerts find_alerts(History& history, const Coverage& coverage, std::optional<EventTime> since);

/// The alerts that `hold_back` removed.
struct HeldBack {
  std::vector<Alert> alerts;  ///< in the order of `hold_back`'s input
  std::uint64_t slots = 0;    ///< number of 5-minute slots over the limit
};

/// Keeps the earliest `limit` alerts of each slot of event time and removes the rest; their
/// episodes get the status `held`. A slot is as long as the rule's interval and starts at a
/// multiple of it. A limit of 0 keeps all alerts. Source: Elastic Security, "Max alerts per run".
HeldBack hold_back(std::vector<Alert>& alerts, std::uint64_t limit);

/// @returns the alert's id. The same match gets the same id in every run and on every machine.
std::string alert_id(const Alert& alert, const TermFields& fields);

}  // namespace s3rare
