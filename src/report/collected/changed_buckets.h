// The buckets whose access was changed, by anybody: those that may be open though nobody came.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "report/collected/reached_buckets.h"
#include "s3rare/event_time.h"

namespace s3rare::report {

/// A bucket and its Region; empty: not known.
struct PlacedBucket {
  OwnedBucket bucket;
  std::string region;

  friend auto operator<=>(const PlacedBucket&, const PlacedBucket&) = default;
};

/// A set: neither the order of changes nor their division matters. The first buckets in order of
/// accounts and names are kept.
class ChangedBuckets {
 public:
  static constexpr std::size_t kMost = 16'384;

  /// @param region  where the bucket was when it was changed; the last one counts
  void add(OwnedBucket bucket, EventTime time, std::string_view region);
  void merge(ChangedBuckets&& other);

  std::vector<PlacedBucket> buckets() const;
  bool has_left_out() const { return buckets_.left_out() != nullptr; }

 private:
  using LastSeen = std::pair<EventTime, std::string>;  // and its Region
  struct Nothing {
    std::size_t operator()(const OwnedBucket& /*bucket*/) const { return 0; }
  };
  investigate::FirstInOrder<OwnedBucket, LastSeen, Nothing> buckets_{kMost, SIZE_MAX};
};

}  // namespace s3rare::report
