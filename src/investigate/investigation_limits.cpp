#include "investigate/investigation_limits.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kKiB = 1024;

// About 280 KiB an alert in total, at most.
constexpr InvestigationLimits kOfFew = {.actions_bytes = 16 * kKiB,
                                        .outcomes_bytes = 6 * kKiB,
                                        .identities_bytes = 12 * kKiB,
                                        .user_agents_bytes = 12 * kKiB,
                                        .regions_bytes = 4 * kKiB,
                                        .anonymous_actions_bytes = 4 * kKiB,
                                        .anonymous_outcomes_bytes = 3 * kKiB,
                                        .first_keys_bytes = 32 * kKiB,
                                        .secret_keys_bytes = 48 * kKiB,
                                        .minutes = 4096,
                                        .distinct_hashes = 0,
                                        .other_sources = 0};

constexpr InvestigationLimits kOfMany = {.actions_bytes = 3 * kKiB,
                                         .outcomes_bytes = kKiB,
                                         .identities_bytes = 3 * kKiB / 2,
                                         .user_agents_bytes = 3 * kKiB / 2,
                                         .regions_bytes = kKiB,
                                         .anonymous_actions_bytes = kKiB,
                                         .anonymous_outcomes_bytes = kKiB / 2,
                                         .first_keys_bytes = 2 * kKiB,
                                         .secret_keys_bytes = 3 * kKiB / 2,
                                         .minutes = 96,
                                         .enumerated_buckets = 4,
                                         .timeline_steps = 96,
                                         .distinct_hashes = 0,
                                         .other_sources = 0};

constexpr std::size_t kHashes = 1'048'576;
constexpr std::size_t kHashesOfAlert = 64;
constexpr std::size_t kOtherSources = 262'144;
constexpr std::size_t kOtherSourcesOfAlert = 8;

}  // namespace

InvestigationLimits limits_for(std::size_t alerts) {
  InvestigationLimits limits = alerts <= kFewAlerts ? kOfFew : kOfMany;
  limits.distinct_hashes = kHashes + alerts * kHashesOfAlert;
  limits.other_sources = kOtherSources + alerts * kOtherSourcesOfAlert;
  return limits;
}

}  // namespace s3rare::investigate
