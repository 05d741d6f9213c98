#include "investigate/access/access_point_changes.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace s3rare::investigate {
namespace {

bool is_creation(const AccessChange& change) {
  return change.subject == AccessSubject::access_point && change.effect != AccessEffect::closed &&
         change.error_code.empty();
}

// The state of one access point, from one change to the next.
class AccessPoint {
 public:
  /// @returns the bucket of a change; empty if it is unknown
  const std::string& bucket_of(const AccessChange& change) const {
    if (creation_ == nullptr || !change.bucket.empty()) return change.bucket;
    return creation_->bucket;
  }

  void follow(const AccessChange& change) {
    if (!change.error_code.empty()) return;
    if (change.subject == AccessSubject::access_point) {
      creation_ = is_creation(change) ? &change : nullptr;
      open_ = nullptr;
    } else if (opens(change.effect)) {
      open_ = &change;
    } else if (open_ != nullptr && open_->time.seconds < change.time.seconds) {
      open_ = nullptr;  // within a second, the opening comes last
    }
  }

  /// Whether a change explains a request that succeeded in this second, see changes_around.h.
  static bool is_in_force(const AccessChange& change, Seconds second) {
    const bool is_closing = change.subject == AccessSubject::access_point ? !is_creation(change)
                                                                          : !opens(change.effect);
    return is_closing ? change.time.seconds + slack_of(change.subject) < second
                      : change.time.seconds <= second;
  }

  /// @returns the policy that makes it public, unless a guard blocks it or the bucket is unknown
  const AccessChange* open_policy() const {
    const bool is_free = creation_ != nullptr && creation_->frees_policies;
    return is_free ? open_ : nullptr;
  }

 private:
  const AccessChange* creation_ = nullptr;
  const AccessChange* open_ = nullptr;
};

KeptChange as_told(const AccessChange& change, const std::string& bucket) {
  AccessChange told = change;
  told.bucket = bucket;
  if (bucket.empty()) told.told += "; the logs do not say of which bucket the access point is";
  return std::make_shared<const AccessChange>(std::move(told));
}

// A change and its bucket, as far as it is known.
struct OfBucket {
  const CountedChange* counted;
  const std::string* bucket;
};

// At most this many on each side of a time.
std::vector<OfBucket> nearest(std::vector<OfBucket> changes, EventTime time, std::size_t most) {
  const auto is_older = [](const OfBucket& a, const OfBucket& b) {
    return compare(*a.counted->change, *b.counted->change) < 0;
  };
  const auto after = std::partition(changes.begin(), changes.end(), [&](const OfBucket& of) {
    return of.counted->change->time.seconds <= time.seconds;
  });
  const auto keep = static_cast<std::ptrdiff_t>(most);
  if (changes.end() - after > keep) {
    std::nth_element(after, after + keep, changes.end(), is_older);
    changes.erase(after + keep, changes.end());
  }
  const std::ptrdiff_t farther = (after - changes.begin()) - keep;
  if (farther > 0) {
    std::nth_element(changes.begin(), changes.begin() + farther, after, is_older);
    changes.erase(changes.begin(), changes.begin() + farther);
  }
  return changes;
}

}  // namespace

AccessPointChanges::AccessPointChanges(std::size_t most_bytes)
    : changes_(SIZE_MAX - 1, most_bytes) {}

// An access point exists before its policy, also within one second.
bool AccessPointChanges::Key::operator<(const Key& other) const {
  const auto order = [](const AccessChange& of) {
    return std::tuple<const std::string&, const std::string&, EventTime, bool>(
        of.account, of.access_point, of.time, !is_creation(of));
  };
  if (order(*change) != order(*other.change)) return order(*change) < order(*other.change);
  return compare(*change, *other.change) < 0;
}

void AccessPointChanges::add(const KeptChange& change) {
  const Key key{change};
  CountedChange* const counted = changes_.put(key, [&] {
    return std::pair(key, CountedChange{change, 0});
  });
  if (counted == nullptr) return;
  counted->change = first_read(counted->change, change);
  ++counted->records;
}

void AccessPointChanges::merge(AccessPointChanges&& other) {
  changes_.merge(std::move(other.changes_), [](CountedChange& mine, const CountedChange& theirs) {
    mine.change = first_read(mine.change, theirs.change);
    mine.records += theirs.records;
  });
}

AccessPointChanges::OfAlert AccessPointChanges::of(const AlertToInvestigate& alert,
                                                   std::size_t most) const {
  OfAlert found;
  const auto* const left_out = changes_.left_out();
  found.is_whole = left_out == nullptr || left_out->change->account > alert.account;
  const auto& entries = changes_.entries();
  auto entry = std::lower_bound(entries.begin(), entries.end(), alert.account,
                                [](const auto& candidate, const std::string& account) {
                                  return candidate.first.change->account < account;
                                });
  std::vector<OfBucket> changes;
  while (entry != entries.end() && entry->first.change->account == alert.account) {
    const std::string& name = entry->first.change->access_point;
    AccessPoint access_point;  // as its changes tell
    AccessPoint at_alert;      // as the changes in force at the alert tell
    for (; entry != entries.end() && entry->first.change->account == alert.account &&
           entry->first.change->access_point == name;
         ++entry) {
      const CountedChange& counted = entry->second;
      const AccessChange& change = *counted.change;
      access_point.follow(change);
      if (AccessPoint::is_in_force(change, alert.time.seconds)) at_alert.follow(change);
      const std::string& bucket = access_point.bucket_of(change);
      if (!bucket.empty() && bucket != alert.bucket) continue;
      found.records += counted.records;
      changes.push_back({&counted, &bucket});
    }
    const AccessChange* const open = at_alert.open_policy();
    if (open != nullptr && at_alert.bucket_of(*open) == alert.bucket) {
      found.open.push_back(as_told(*open, alert.bucket));
    }
  }
  // Lists only the changes nearest to the alert: there may be thousands.
  for (const OfBucket& of : nearest(std::move(changes), alert.time, most)) {
    found.changes.push_back({as_told(*of.counted->change, *of.bucket), of.counted->records});
  }
  return found;
}

}  // namespace s3rare::investigate
