// Changes around alerts: of each alert those nearest before and after it, and what stands at its
// time.
//
// Alerts of one name, in order of time, have gaps between them. Changes are kept by gap, each once,
// and not by alert: what is nearest to an alert lies in the gaps next to it.
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

/// One change is kept once for all alerts that it concerns.
using KeptChange = std::shared_ptr<const AccessChange>;

/// Orders changes by time, event ID and the rest of what they say: two are the same that differ in
/// nothing but where they were read.
std::strong_ordering compare(const AccessChange& a, const AccessChange& b);

/// @returns of two that are the same the one that was read first, by path and offset
const KeptChange& first_read(const KeptChange& a, const KeptChange& b);

/// Bytes that a change takes, but for the path of its file.
std::size_t bytes_of(const AccessChange& change);

/// A change, and how many records it is of.
struct CountedChange {
  KeptChange change;
  std::uint64_t records = 0;
};

/// What one change replaces of an older one. (Policies of access points: by their names.)
enum class Standing {
  policy,
  bucket_acl,  ///< also as it was created with
  object_acl,
  bucket_block,
  account_block,
  ownership,
  deletion  ///< of the bucket
};

class ChangesAround {
 public:
  struct Limits {
    std::size_t most_before = 0;
    std::size_t most_after = 0;
    std::size_t bytes = 0;  ///< of a gap's changes that are before an alert, and as much after one
  };

  /// @param alerts  borrowed: they must outlive this
  /// @param name    of an alert that a change must have to concern it
  ChangesAround(std::span<const AlertToInvestigate> alerts, std::string AlertToInvestigate::*name,
                Seconds before, Seconds after, const Limits& limits);

  /// @returns one for the same alerts, with nothing in it, which shares what is known of them
  ChangesAround make_empty() const;

  /// Whether a change of this name at this time concerns an alert.
  bool concerns(std::string_view name, EventTime time) const;

  /// Takes a search among alerts, and an insertion.
  void add(std::string_view name, const KeptChange& change);
  void merge(ChangesAround&& other);

  /// Appends the changes that are kept around an alert, those before it newest first, then those
  /// after it oldest first: each time the nearest, up to the first that had to be left out.
  /// @returns the number of records of all changes that concern it, kept or not
  std::uint64_t append_around(std::size_t alert, std::vector<CountedChange>& changes) const;

  /// @returns the newest change at or before an alert that succeeded, or nothing
  KeptChange standing(std::size_t alert, Standing standing) const;

 private:
  // Changes in order of nearness: both ways equal changes have one place.
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

  // What is kept of one group, by the number of the gap: gap 0 ends with the first alert, and the
  // gap that ends with an alert holds what is at or before it, in whole seconds.
  struct OfGroup {
    std::map<std::size_t, Nearest<true>> newest;   // within `before` of the alert that ends the gap
    std::map<std::size_t, Nearest<false>> oldest;  // within `after` of the alert that begins it
    std::map<std::pair<Standing, std::size_t>, KeptChange> standing;
    std::vector<std::int64_t> more_records;  // that concern them, from one alert to the next
  };

  using Positions = std::vector<std::size_t>;

  ChangesAround(AlertGroups groups, std::shared_ptr<const Positions> positions,
                std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after,
                const Limits& limits);

  AlertGroups groups_;
  std::shared_ptr<const Positions> positions_;  // of alerts in their groups
  std::span<const AlertToInvestigate> alerts_;
  Seconds before_;
  Seconds after_;
  Limits limits_;
  std::vector<std::unique_ptr<OfGroup>> of_groups_;  // none: no change

  const OfGroup* group_of(std::size_t alert) const;
};

}  // namespace s3rare::investigate
