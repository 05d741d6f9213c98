// Limits on how much an investigation stores.
//
// The memory of one alert is bounded, whatever the logs hold: at most 80 KiB plus its share of the
// budgets that all alerts have in common. With up to 100 alerts, each gets longer lists. Records of
// who gets into the alerts' buckets have limits of their own: access/access_records.cpp.
#pragma once

#include <cstddef>

namespace s3rare::investigate {

/// Up to this number of alerts, each alert gets longer lists.
inline constexpr std::size_t kFewAlerts = 100;

struct InvestigationLimits {
  // For each alert: bytes of `CappedCounts`.
  std::size_t actions_bytes = 0;
  std::size_t outcomes_bytes = 0;
  std::size_t identities_bytes = 0;
  std::size_t user_agents_bytes = 0;
  std::size_t regions_bytes = 0;
  std::size_t anonymous_actions_bytes = 0;   ///< before the alert, and as many after it
  std::size_t anonymous_outcomes_bytes = 0;  ///< the same
  std::size_t first_keys_bytes = 0;          ///< the same
  std::size_t secret_keys_bytes = 0;         ///< the same
  // For each alert: numbers.
  std::size_t first_keys = 20;
  std::size_t secret_keys = 64;
  std::size_t minutes = 0;  ///< with an anonymous request, before and after the alert
  std::size_t enumerated_buckets = 20;
  std::size_t timeline_steps = 500;
  // For all alerts together.
  std::size_t distinct_hashes = 0;  ///< hashes of buckets and keys
  std::size_t other_sources = 0;    ///< cells of sources, see other_sources.h
};

/// @returns the limits for this number of alerts
InvestigationLimits limits_for(std::size_t alerts);

}  // namespace s3rare::investigate
