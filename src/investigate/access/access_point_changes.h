// Changes of access points. Only the creation of an access point names its bucket, and it may come
// later in the logs than the changes that it explains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "investigate/access/changes_around.h"

namespace s3rare::investigate {

class AccessPointChanges {
 public:
  /// Limit for all alerts together. Beyond it only the first changes are kept, in order of account,
  /// name and time. The buckets of the others are unknown, so they are not counted, but an alert
  /// that may lack one says so.
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;

  explicit AccessPointChanges(std::size_t most_bytes = kMostBytes);

  /// @param change  of an access point of an alert's account
  void add(const KeptChange& change);
  void merge(AccessPointChanges&& other);

  /// The changes of access points that concern one alert.
  struct OfAlert {
    std::vector<CountedChange> changes;  ///< with the bucket and `told`, as far as known
    std::uint64_t records = 0;           ///< of all changes, listed or not
    bool is_whole = true;                ///< no change of the alert's account was beyond the limit
    std::vector<KeptChange> open;  ///< policies in force at the alert that are or may be public
  };

  /// @param most  number of changes to list on each side of the alert, the nearest ones
  OfAlert of(const AlertToInvestigate& alert, std::size_t most) const;

 private:
  struct Key {
    KeptChange change;
    bool operator<(const Key& other) const;
  };
  struct Bytes {
    std::size_t operator()(const Key& key) const { return bytes_of(*key.change); }
  };
  FirstInOrder<Key, CountedChange, Bytes> changes_;
};

}  // namespace s3rare::investigate
