#include "investigate/access/access_changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "investigate/access/needed_permission.h"
#include "investigate/investigation_limits.h"
#include "s3rare/siphash.h"

namespace s3rare::investigate {
namespace {

// A change with a long policy takes many bytes: with many alerts, each gets a smaller limit.
ChangesAround::Limits limits_of(std::size_t alerts, std::size_t bytes) {
  return {AccessChanges::kMostBefore, AccessChanges::kMostAfter,
          alerts <= kFewAlerts ? 4 * bytes : bytes};
}
ChangesAround::Limits limits_of_opened(std::size_t alerts) {
  return {AccessChanges::kMostOpened, AccessChanges::kMostOpened, limits_of(alerts, 1536).bytes};
}

std::string object_name(const std::string& bucket, const std::string& key) {
  return length_prefixed({bucket, key});
}

// The alerts, named by their objects.
std::vector<AlertToInvestigate> objects_of(std::span<const AlertToInvestigate> alerts) {
  std::vector<AlertToInvestigate> objects(alerts.size());
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    objects[i].time = alerts[i].time;
    if (!alerts[i].key.empty()) objects[i].key = object_name(alerts[i].bucket, alerts[i].key);
  }
  return objects;
}

bool is_before(const AccessChange& change, const AlertToInvestigate& alert) {
  return change.time.seconds <= alert.time.seconds;
}

// What a policy or an ACL opens, or a guard blocks.
enum class Way { acl, policy };

struct Guard {
  KeptChange change;
  bool is_block;  // else ownership controls, which do not affect policies

  bool holds(Way way) const {
    if (way == Way::acl) return !change->frees_acls;
    return is_block && !change->frees_policies;
  }
  bool frees(Way way) const {
    if (change->effect != AccessEffect::may_open) return false;
    return way == Way::acl ? change->frees_acls : is_block && change->frees_policies;
  }
};

struct Opening {
  KeptChange change;
  Way way;
};

// Decides what exposed the bucket, from the changes in force at an alert.
class WhatStands {
 public:
  void add_guard(const KeptChange& change, bool is_block) {
    if (change != nullptr) guards_.push_back({change, is_block});
  }
  void add_opening(const KeptChange& change, Way way) {
    if (change == nullptr || change->effect != AccessEffect::opened) return;
    openings_.push_back({change, way});
  }

  /// @returns the change, or nothing
  KeptChange find() const {
    KeptChange newest;
    const auto consider = [&](const KeptChange& change) {
      if (newest == nullptr || compare(*change, *newest) > 0) newest = change;
    };
    for (const Opening& opening : openings_) {
      if (!is_held(opening.way)) consider(effective(opening));
    }
    if (newest != nullptr) return newest;
    for (const Guard& guard : guards_) {
      for (const Way way : {Way::acl, Way::policy}) {
        if (guard.frees(way) && !is_held(way)) consider(guard.change);
      }
    }
    return newest;
  }

 private:
  bool is_held(Way way) const {
    return std::any_of(guards_.begin(), guards_.end(),
                       [&](const Guard& guard) { return guard.holds(way); });
  }

  KeptChange effective(const Opening& opening) const {
    KeptChange newest = opening.change;
    for (const Guard& guard : guards_) {
      const bool is_later = guard.change->time.seconds > opening.change->time.seconds;
      if (is_later && guard.frees(opening.way) && compare(*guard.change, *newest) > 0) {
        newest = guard.change;
      }
    }
    return newest;
  }

  std::vector<Guard> guards_;
  std::vector<Opening> openings_;
};

// Lists the changes nearest to the alert, newest first; returns the number of their records.
std::uint64_t list_nearest(std::vector<CountedChange>& changes, const AlertToInvestigate& alert,
                           std::vector<AccessChange>& listed) {
  listed.clear();
  std::sort(changes.begin(), changes.end(), [](const CountedChange& a, const CountedChange& b) {
    return compare(*a.change, *b.change) > 0;
  });
  const auto first_before = std::partition_point(
      changes.begin(), changes.end(),
      [&](const CountedChange& counted) { return !is_before(*counted.change, alert); });
  const auto after =
      std::min<std::ptrdiff_t>(AccessChanges::kMostAfter, first_before - changes.begin());
  const auto before =
      std::min<std::ptrdiff_t>(AccessChanges::kMostBefore, changes.end() - first_before);
  std::uint64_t records = 0;
  for (auto counted = first_before - after; counted != first_before + before; ++counted) {
    listed.push_back(*counted->change);
    records += counted->records;
  }
  return records;
}

bool is_policy_or_acl(AccessSubject subject) {
  return subject == AccessSubject::bucket_policy || subject == AccessSubject::bucket_acl ||
         subject == AccessSubject::object_acl || subject == AccessSubject::access_point_policy;
}

// A change that gives nothing to everyone closes what was open before.
void tell_what_closed(std::vector<AccessChange>& newest_first) {
  std::map<std::pair<AccessSubject, std::string>, AccessEffect> last;
  for (std::size_t i = newest_first.size(); i > 0; --i) {
    AccessChange& change = newest_first[i - 1];
    if (!change.error_code.empty() || !is_policy_or_acl(change.subject)) continue;
    AccessEffect& before =
        last.try_emplace({change.subject, change.access_point}, AccessEffect::none).first->second;
    const bool was_open = opens(before);
    before = change.effect;
    if (was_open && change.effect == AccessEffect::none) change.effect = AccessEffect::closed;
  }
}

}  // namespace

AccessChanges::AccessChanges(std::span<const AlertToInvestigate> alerts, Seconds before,
                             Seconds after)
    : alerts_(alerts),
      before_(before),
      after_(after),
      objects_(std::make_shared<const std::vector<AlertToInvestigate>>(objects_of(alerts))),
      of_bucket_(alerts, &AlertToInvestigate::bucket, before, after,
                 limits_of(alerts.size(), 3072)),
      of_object_(*objects_, &AlertToInvestigate::key, before, after,
                 limits_of(alerts.size(), 1536)),
      of_opened_objects_(alerts, &AlertToInvestigate::bucket, before, after,
                         limits_of_opened(alerts.size())),
      of_account_(alerts, &AlertToInvestigate::account, before, after,
                  limits_of(alerts.size(), 1536)) {}

AccessChanges::AccessChanges(const AccessChanges& like, ChangesAround of_bucket,
                             ChangesAround of_object, ChangesAround of_opened_objects,
                             ChangesAround of_account)
    : alerts_(like.alerts_),
      before_(like.before_),
      after_(like.after_),
      objects_(like.objects_),
      of_bucket_(std::move(of_bucket)),
      of_object_(std::move(of_object)),
      of_opened_objects_(std::move(of_opened_objects)),
      of_account_(std::move(of_account)) {}

AccessChanges AccessChanges::make_empty() const {
  return {*this, of_bucket_.make_empty(), of_object_.make_empty(), of_opened_objects_.make_empty(),
          of_account_.make_empty()};
}

void AccessChanges::add(AccessChange change) {
  const auto kept = std::make_shared<const AccessChange>(std::move(change));
  switch (kept->subject) {
    case AccessSubject::object_acl:
      if (!kept->key.empty()) of_object_.add(object_name(kept->bucket, kept->key), kept);
      if (opens(kept->effect)) of_opened_objects_.add(kept->bucket, kept);
      return;
    case AccessSubject::account_public_access_block:
      of_account_.add(kept->account, kept);
      return;
    case AccessSubject::access_point:
    case AccessSubject::access_point_policy:
      if (of_account_.concerns(kept->account, kept->time)) of_access_points_.add(kept);
      return;
    default:
      of_bucket_.add(kept->bucket, kept);
  }
}

void AccessChanges::merge(AccessChanges&& other) {
  of_bucket_.merge(std::move(other.of_bucket_));
  of_object_.merge(std::move(other.of_object_));
  of_opened_objects_.merge(std::move(other.of_opened_objects_));
  of_account_.merge(std::move(other.of_account_));
  of_access_points_.merge(std::move(other.of_access_points_));
}

void AccessChanges::fill(Dossier& dossier, std::size_t alert) const {
  const AlertToInvestigate& of = alerts_[alert];
  std::vector<CountedChange> changes;
  std::uint64_t records = of_bucket_.append_around(alert, changes);
  records += of_object_.append_around(alert, changes);
  records += of_account_.append_around(alert, changes);
  static_assert(kMostBefore == kMostAfter);
  auto access_points = of_access_points_.of(of, {of.time - before_, of.time + after_}, kMostBefore);
  records += access_points.records;
  for (CountedChange& counted : access_points.changes) changes.push_back(std::move(counted));
  dossier.access_points_whole = access_points.is_whole;
  dossier.bucket_changes_left_out = records - list_nearest(changes, of, dossier.bucket_changes);
  tell_what_closed(dossier.bucket_changes);

  std::vector<CountedChange> opened;
  const std::uint64_t openings = of_opened_objects_.append_around(alert, opened);
  dossier.opened_objects_left_out = openings - list_nearest(opened, of, dossier.opened_objects);

  const KeptChange deletion = of_bucket_.standing(alert, Standing::deletion);
  const auto standing = [&](const ChangesAround& around, Standing what) -> KeptChange {
    KeptChange change = around.standing(alert, what);
    const bool is_gone =
        change != nullptr && deletion != nullptr && compare(*change, *deletion) < 0;
    return is_gone ? nullptr : change;
  };
  WhatStands stands;
  stands.add_guard(of_account_.standing(alert, Standing::account_block), true);
  stands.add_guard(standing(of_bucket_, Standing::bucket_block), true);
  stands.add_guard(standing(of_bucket_, Standing::ownership), false);
  const auto add_policy = [&](const KeptChange& policy) {
    if (policy != nullptr && may_give(*policy, of)) stands.add_opening(policy, Way::policy);
  };
  add_policy(standing(of_bucket_, Standing::policy));
  // A bucket's ACL allows listing and writing; only an object's own ACL allows reading it.
  const bool reads_object = effect_of(of.action) == Effect::read;
  stands.add_opening(reads_object ? standing(of_object_, Standing::object_acl)
                                  : standing(of_bucket_, Standing::bucket_acl),
                     Way::acl);
  for (const KeptChange& open : access_points.open) add_policy(open);

  dossier.exposed_by.reset();
  if (const KeptChange exposed_by = stands.find()) dossier.exposed_by = *exposed_by;
}

}  // namespace s3rare::investigate
