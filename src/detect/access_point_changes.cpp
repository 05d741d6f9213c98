#include "s3rare/access_point_changes.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace s3rare {
namespace {

bool is_creation(const AccessChange& change) {
  return change.subject == AccessSubject::access_point && change.effect != AccessEffect::closed &&
         change.error_code.empty();
}

// What is known of one access point, from one change to the next.
class AccessPoint {
 public:
  /// @returns the bucket that a change is of, empty: not known
  const std::string& bucket_of(const AccessChange& change) const {
    if (creation_ == nullptr || !change.bucket.empty()) return change.bucket;
    return creation_->bucket;
  }

  void follow(const KeptChange& change) {
    if (!change->error_code.empty()) return;
    if (change->subject == AccessSubject::access_point) {
      creation_ = is_creation(*change) ? change : nullptr;
      open_ = nullptr;
    } else {
      open_ = change->effect == AccessEffect::opened ? change : nullptr;
    }
  }

  /// @returns the policy that makes it public, unless it is held back or of an unknown bucket
  KeptChange open_policy() const {
    const bool is_free = creation_ != nullptr && creation_->frees_policies;
    return is_free ? open_ : nullptr;
  }

 private:
  KeptChange creation_;
  KeptChange open_;
};

KeptChange as_told(const KeptChange& change, const std::string& bucket) {
  AccessChange told = *change;
  told.bucket = bucket;
  if (bucket.empty()) told.told += "; the logs do not say of which bucket the access point is";
  return std::make_shared<const AccessChange>(std::move(told));
}

}  // namespace

AccessPointChanges::AccessPointChanges(std::size_t most_bytes)
    : changes_(SIZE_MAX - 1, most_bytes) {}

// An access point is there before its policy, also within one second.
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
                                                   const Span& window) const {
  OfAlert found;
  const auto& entries = changes_.entries();
  auto entry = std::lower_bound(entries.begin(), entries.end(), alert.account,
                                [](const auto& candidate, const std::string& account) {
                                  return candidate.first.change->account < account;
                                });
  while (entry != entries.end() && entry->first.change->account == alert.account) {
    const std::string& name = entry->first.change->access_point;
    AccessPoint access_point;
    KeptChange open;
    for (; entry != entries.end() && entry->first.change->account == alert.account &&
           entry->first.change->access_point == name;
         ++entry) {
      const CountedChange& counted = entry->second;
      const AccessChange& change = *counted.change;
      if (change.time < window.first || change.time > window.last) continue;
      access_point.follow(counted.change);
      const std::string& bucket = access_point.bucket_of(change);
      if (change.time.seconds <= alert.time.seconds) {
        open = access_point.open_policy();
        if (open != nullptr) {
          open =
              access_point.bucket_of(*open) == alert.bucket ? as_told(open, alert.bucket) : nullptr;
        }
      }
      if (!bucket.empty() && bucket != alert.bucket) continue;
      found.changes.push_back({as_told(counted.change, bucket), counted.records});
    }
    if (open != nullptr) found.open.push_back(std::move(open));
  }
  return found;
}

}  // namespace s3rare
