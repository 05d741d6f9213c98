// Changes around alerts, of all logs: for each alert the nearest ones before and after it, those in
// force at its time, and the last ones.
//
// A change in force is one that explains a request that succeeded. Within a second nothing is
// ordered, so an opening counts if it is not later than the alert's second, and of two changes in
// one second the one that opens comes last. A closing counts only if it is older than the time that
// S3 may need to apply it (`slack_of`): a request that succeeded came before a closing took effect.
// Source: Amazon S3 user guide, "What is Amazon S3?", data consistency model: ACLs and objects are
// strongly consistent, bucket configurations eventually. AWS names no bound for these, and none for
// account settings, which have to reach every Region.
//
// Between the alerts of one name, in order of time, there are gaps. A change is kept once, by its
// gap, not once per alert: the nearest changes of an alert lie in the gaps next to it.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "investigate/access/access_change.h"
#include "investigate/alert_groups.h"
#include "investigate/bounded/first_in_order.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// A change, shared by all alerts that it concerns.
using KeptChange = std::shared_ptr<const AccessChange>;

/// Orders changes by time, event ID and content. Two changes that differ only in where they were
/// read are the same.
std::strong_ordering compare(const AccessChange& a, const AccessChange& b);

/// @returns the copy that comes first by path and offset
const KeptChange& first_read(const KeptChange& a, const KeptChange& b);

/// Memory of a change in bytes, without the path of its file.
std::size_t bytes_of(const AccessChange& change);

/// A change, and the number of its records.
struct CountedChange {
  KeptChange change;
  std::uint64_t records = 0;
};

/// What a change replaces. A public access block replaces two: what it blocks of ACLs, and of
/// policies. (Policies of access points are tracked by name.)
enum class Standing {
  policy,
  bucket_acl,  ///< also the ACL of the bucket's creation
  object_acl,
  bucket_block_of_acls,
  bucket_block_of_policies,
  account_block_of_acls,
  account_block_of_policies,
  ownership,
  deletion  ///< of the bucket
};

inline constexpr Seconds kBucketSlack = 15 * 60;
inline constexpr Seconds kAccountSlack = 60 * 60;

/// @returns how long after a change requests may still be answered as before it
Seconds slack_of(AccessSubject subject);

class ChangesAround {
 public:
  struct Limits {
    std::size_t most_before = 0;
    std::size_t most_after = 0;
    std::size_t bytes = 0;  ///< for a gap's changes before an alert, and as much after one
  };

  /// @param alerts  borrowed: must outlive this
  /// @param name    the name that a change shares with the alerts it concerns
  ChangesAround(std::span<const AlertToInvestigate> alerts, std::string AlertToInvestigate::*name,
                const Limits& limits);

  /// @returns an empty collection for the same alerts; shares their indexes
  ChangesAround make_empty() const;

  /// @returns whether a change of this name concerns an alert
  bool concerns(std::string_view name) const { return groups_.has(name); }

  /// Costs a search among alerts, and an insertion.
  void add(std::string_view name, const KeptChange& change);
  void merge(ChangesAround&& other);

  /// Appends the kept changes around an alert: those before it, newest first, then those after it,
  /// oldest first; on each side up to the first change that was dropped.
  /// @returns the number of records of all changes that concern the alert, kept or dropped
  std::uint64_t append_around(std::size_t alert, std::vector<CountedChange>& changes) const;

  /// Appends the newest successful change of everything that a change replaces, at any time.
  void append_last(std::size_t alert, std::vector<CountedChange>& changes) const;

  /// @returns the change in force at an alert, or null
  KeptChange standing(std::size_t alert, Standing standing) const;

 private:
  // Changes by distance from the alert. Equal changes are one key in either direction.
  template <bool kNewestFirst>
  struct Near {
    KeptChange change;
    friend bool operator<(const Near& a, const Near& b) {
      const auto order = compare(*a.change, *b.change);
      return kNewestFirst ? order > 0 : order < 0;
    }
  };
  struct Bytes {
    template <class Key>
    std::size_t operator()(const Key& key) const {
      return bytes_of(*key.change);
    }
  };
  template <bool kNewestFirst>
  using Nearest = FirstInOrder<Near<kNewestFirst>, CountedChange, Bytes>;

  // The newest changes of one kind in one stretch of time.
  struct Newest {
    CountedChange opening;
    CountedChange other;
  };

  // The kept changes of one group. Gap 0 ends with the first alert, and the gap that ends with an
  // alert holds what is at or before it, in whole seconds. Changes in force are kept by cells: for
  // each alert a cell ends with its second, and one with the last second of closings in force.
  struct OfGroup {
    std::map<std::size_t, Nearest<true>> newest;   // by gap, before the alert that ends it
    std::map<std::size_t, Nearest<false>> oldest;  // by gap, after the alert that begins it
    std::map<std::pair<Standing, std::size_t>, Newest> standing;  // by cell
    std::uint64_t records = 0;
  };

  using Positions = std::vector<std::size_t>;

  ChangesAround(AlertGroups groups, std::shared_ptr<const Positions> positions,
                std::span<const AlertToInvestigate> alerts, const Limits& limits);

  AlertGroups groups_;
  std::shared_ptr<const Positions> positions_;  // of alerts in their groups
  std::span<const AlertToInvestigate> alerts_;
  Limits limits_;
  std::vector<std::unique_ptr<OfGroup>> of_groups_;  // null: no change

  const OfGroup* group_of(std::size_t alert) const;
};

}  // namespace s3rare::investigate
