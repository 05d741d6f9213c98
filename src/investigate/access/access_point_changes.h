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
  /// What all alerts together may keep. Beyond it the first changes are known, in order of account,
  /// name and time. Whose bucket the others are of is not known: they are not counted, but an alert
  /// that may miss one says so.
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;

  explicit AccessPointChanges(std::size_t most_bytes = kMostBytes);

  /// @param change  of an access point, within the time looked at of an alert of its account
  void add(const KeptChange& change);
  void merge(AccessPointChanges&& other);

  /// What there is of one access point, of an alert.
  struct OfAlert {
    std::vector<CountedChange> changes;  ///< with the bucket and `told` as far as it is known
    std::uint64_t records = 0;           ///< of all changes, listed or not
    bool is_whole = true;          ///< none of the alert's account was beyond what may be kept
    std::vector<KeptChange> open;  ///< policies that stand at the alert and make it public
  };

  /// @param window  the time looked at of the alert
  /// @param most    the number of changes, nearest to the alert, to list on each side of it
  OfAlert of(const AlertToInvestigate& alert, const Span& window, std::size_t most) const;

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
