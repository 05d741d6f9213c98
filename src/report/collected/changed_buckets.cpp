#include "report/collected/changed_buckets.h"

#include <algorithm>

#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kLongestRegionName = 64;

}  // namespace

void ChangedBuckets::add(OwnedBucket bucket, EventTime time, std::string_view region) {
  LastSeen seen{time, bounded(region, kLongestRegionName)};
  LastSeen* const kept = buckets_.put(bucket, [&] { return std::pair(bucket, seen); });
  if (kept != nullptr) *kept = std::max(*kept, seen);
}

void ChangedBuckets::merge(ChangedBuckets&& other) {
  buckets_.merge(std::move(other.buckets_), [](LastSeen& mine, LastSeen&& theirs) {
    if (mine < theirs) mine = std::move(theirs);
  });
}

std::vector<PlacedBucket> ChangedBuckets::buckets() const {
  std::vector<PlacedBucket> buckets;
  buckets.reserve(buckets_.entries().size());
  for (const auto& [bucket, seen] : buckets_.entries()) buckets.push_back({bucket, seen.second});
  return buckets;
}

}  // namespace s3rare::report
