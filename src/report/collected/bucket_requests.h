// What strangers did to one bucket: counts, objects, sources. At most some 200 KiB.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "investigate/bounded/capped_counts.h"
#include "investigate/bounded/distinct_counter.h"
#include "investigate/doing.h"
#include "investigate/visit_days.h"
#include "report/collected/request_steps.h"
#include "report/collected/source_requests.h"
#include "report/collected/touched_objects.h"
#include "report/incident.h"

namespace s3rare::report {

/// Requests with one effect that succeeded.
struct EffectRequests {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;
  std::uint64_t without_bytes = 0;
  std::uint64_t nothing_sent = 0;  ///< whose record states 0 bytes
  investigate::FirstEvidence first;

  void add(const investigate::Doing& doing, std::optional<std::uint64_t> moved);
  void merge(EffectRequests&& other);
};

class BucketRequests {
 public:
  /// Groups that a bucket takes in the counter of distinct things.
  static constexpr std::size_t kGroups = 4;

  /// @param sources  how many sources are kept
  explicit BucketRequests(std::size_t sources) : sources_(sources) {}

  /// @param doing     anonymous, after `describe`
  /// @param is_new    its source raised an alert
  /// @param distinct  shared by all buckets; the groups of this one begin at `group`
  void add(const investigate::Doing& doing, bool is_new, investigate::DistinctCounter& distinct,
           std::size_t group);
  void merge(BucketRequests&& other);

  /// Fills in everything but the number of new sources and `reached_by_many`.
  void fill(Access& access, const investigate::DistinctCounter& distinct, std::size_t group) const;

  const BucketSources& sources() const { return sources_; }
  const TouchedObjects& objects() const { return objects_; }
  const EffectRequests& of(Effect effect) const {
    return effects_[static_cast<std::size_t>(effect)];
  }
  const EffectRequests& secrets() const { return secrets_; }
  /// @returns whether an object was fetched on one of these UTC days, both included
  bool fetched_between(std::int64_t first_day, std::int64_t last_day) const;

 private:
  static constexpr std::size_t kOutcomeBytes = 8 * 1024;

  std::uint64_t requests_ = 0;
  std::uint64_t succeeded_ = 0;
  std::uint64_t by_website_host_ = 0;
  investigate::GrowingSpan span_;
  investigate::VisitDays days_;
  RequestSteps steps_;
  investigate::CappedCounts outcomes_{kOutcomeBytes};
  std::array<EffectRequests, 4> effects_;
  EffectRequests secrets_;
  std::set<std::int64_t> fetch_days_;
  TouchedObjects objects_;
  BucketSources sources_;
};

}  // namespace s3rare::report
