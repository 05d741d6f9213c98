#include "report/collected/reached_buckets.h"

#include <algorithm>

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kLongestBucket = 256;  // a real one has at most 255

}  // namespace

std::size_t ReachedBuckets::Hash::operator()(const OwnedBucket& bucket) const {
  return siphash_64({}, bucket.bucket) ^ siphash_64({}, bucket.account);
}

void ReachedBuckets::add(std::string_view source, std::string_view account,
                         std::string_view bucket) {
  if (source.empty() || bucket.empty()) return;
  OwnedBucket owned{bounded(account, kLongestBucket), bounded(bucket, kLongestBucket)};
  sources_[std::move(owned)].insert(siphash_64({}, source));
}

void ReachedBuckets::merge(const ReachedBuckets& other) {
  for (const auto& [bucket, sources] : other.sources_) {
    sources_[bucket].insert(sources.begin(), sources.end());
  }
}

std::vector<OwnedBucket> ReachedBuckets::reached_by(const std::vector<std::string>& sources) const {
  std::unordered_set<std::uint64_t> wanted;
  for (const std::string& source : sources) wanted.insert(siphash_64({}, source));
  std::vector<OwnedBucket> buckets;
  for (const auto& [bucket, of_bucket] : sources_) {
    const bool is_smaller = of_bucket.size() < wanted.size();
    const auto& few = is_smaller ? of_bucket : wanted;
    const auto& many = is_smaller ? wanted : of_bucket;
    if (std::any_of(few.begin(), few.end(),
                    [&](std::uint64_t source) { return many.contains(source); })) {
      buckets.push_back(bucket);
    }
  }
  std::sort(buckets.begin(), buckets.end());
  return buckets;
}

}  // namespace s3rare::report
