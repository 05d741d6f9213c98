// Which sources reached which buckets, in matches: a source that raised an alert at one bucket
// makes an incident of every bucket that it reached.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace s3rare::report {

/// A bucket of an account, in any region.
struct OwnedBucket {
  std::string account;
  std::string bucket;

  friend auto operator<=>(const OwnedBucket&, const OwnedBucket&) = default;
};

/// Takes some 16 bytes for a pair, beside the history that `detect` keeps of each source.
class ReachedBuckets {
 public:
  void add(std::string_view source, std::string_view account, std::string_view bucket);
  void merge(const ReachedBuckets& other);

  /// @returns the buckets that one of these sources reached, in order
  std::vector<OwnedBucket> reached_by(const std::vector<std::string>& sources) const;

 private:
  struct Hash {
    std::size_t operator()(const OwnedBucket& bucket) const;
  };
  std::unordered_map<OwnedBucket, std::unordered_set<std::uint64_t>, Hash> sources_;
};

}  // namespace s3rare::report
