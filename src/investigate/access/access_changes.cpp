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

// A guard in force for one way.
struct Guard {
  KeptChange change;
  Way way;

  bool holds() const { return way == Way::acl ? !change->frees_acls : !change->frees_policies; }
  bool frees() const { return change->effect == AccessEffect::may_open && !holds(); }
};

struct Opening {
  KeptChange change;
  Way way;
};

// Decides what exposed the bucket, from the changes in force at an alert.
class WhatStands {
 public:
  void add_guard(const KeptChange& change, Way way) {
    if (change != nullptr) guards_.push_back({change, way});
  }
  void add_opening(const KeptChange& change, Way way) {
    if (change != nullptr && opens(change->effect)) openings_.push_back({change, way});
  }

  /// @returns the change, or nothing
  KeptChange find() const {
    KeptChange newest;
    const auto consider = [&](const KeptChange& change) {
      if (newest == nullptr || compare(*change, *newest) > 0) newest = change;
    };
    for (const Opening& opening : openings_) {
      const bool is_certain = opening.change->effect == AccessEffect::opened;
      if (is_certain && !is_held(opening.way)) consider(effective(opening));
    }
    if (newest != nullptr) return newest;
    for (const Opening& opening : openings_) {
      if (!is_held(opening.way)) consider(effective(opening));
    }
    for (const Guard& guard : guards_) {
      if (guard.frees() && !is_held(guard.way)) consider(guard.change);
    }
    return newest;
  }

 private:
  bool is_held(Way way) const {
    return std::any_of(guards_.begin(), guards_.end(),
                       [&](const Guard& guard) { return guard.way == way && guard.holds(); });
  }

  KeptChange effective(const Opening& opening) const {
    KeptChange newest = opening.change;
    for (const Guard& guard : guards_) {
      const bool is_later = guard.change->time.seconds > opening.change->time.seconds;
      const bool is_of_way = guard.way == opening.way;
      if (is_later && is_of_way && guard.frees() && compare(*guard.change, *newest) > 0) {
        newest = guard.change;
      }
    }
    return newest;
  }

  std::vector<Guard> guards_;
  std::vector<Opening> openings_;
};

// Whether an ACL may give a stranger something: more than to all AWS accounts.
bool may_be_of_strangers(const AccessChange& acl) {
  return acl.effect == AccessEffect::opened || acl.grants.empty();
}

// Lists the changes nearest to the alert and the last ones, newest first; returns the number of
// their records.
std::uint64_t list_nearest(std::vector<CountedChange>& changes, const AlertToInvestigate& alert,
                           const std::vector<CountedChange>& last,
                           std::vector<AccessChange>& listed) {
  listed.clear();
  const auto is_in = [](const std::vector<CountedChange>& all, const CountedChange& one) {
    return std::any_of(all.begin(), all.end(), [&](const CountedChange& other) {
      return compare(*other.change, *one.change) == 0;
    });
  };
  for (const CountedChange& counted : last) {
    if (!is_in(changes, counted)) changes.push_back(counted);
  }
  std::sort(changes.begin(), changes.end(), [](const CountedChange& a, const CountedChange& b) {
    return compare(*a.change, *b.change) > 0;
  });
  const auto first_before = std::partition_point(
      changes.begin(), changes.end(),
      [&](const CountedChange& counted) { return !is_before(*counted.change, alert); });
  std::uint64_t records = 0;
  for (auto counted = changes.begin(); counted != changes.end(); ++counted) {
    const bool is_near = counted < first_before
                             ? first_before - counted <= AccessChanges::kMostAfter
                             : counted - first_before < AccessChanges::kMostBefore;
    if (!is_near && !is_in(last, *counted)) continue;
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
// @param in_force  at the alert, by their subjects
void tell_what_closed(const std::map<AccessSubject, KeptChange>& in_force,
                      const AlertToInvestigate& alert, std::vector<AccessChange>& newest_first) {
  std::map<std::pair<AccessSubject, std::string>, AccessEffect> last;
  bool has_passed_alert = false;
  for (std::size_t i = newest_first.size(); i > 0; --i) {
    AccessChange& change = newest_first[i - 1];
    if (!has_passed_alert && !is_before(change, alert)) {
      has_passed_alert = true;
      for (const auto& [subject, standing] : in_force) {
        if (standing != nullptr) last[{subject, ""}] = standing->effect;
      }
    }
    if (!change.error_code.empty() || !is_policy_or_acl(change.subject)) continue;
    AccessEffect& before =
        last.try_emplace({change.subject, change.access_point}, AccessEffect::none).first->second;
    const bool was_open = opens(before);
    before = change.effect;
    if (was_open && change.effect == AccessEffect::none) change.effect = AccessEffect::closed;
  }
}

}  // namespace

AccessChanges::AccessChanges(std::span<const AlertToInvestigate> alerts)
    : alerts_(alerts),
      objects_(std::make_shared<const std::vector<AlertToInvestigate>>(objects_of(alerts))),
      of_bucket_(alerts, &AlertToInvestigate::bucket, limits_of(alerts.size(), 3072)),
      of_object_(*objects_, &AlertToInvestigate::key, limits_of(alerts.size(), 1536)),
      of_opened_objects_(alerts, &AlertToInvestigate::bucket, limits_of_opened(alerts.size())),
      of_account_(alerts, &AlertToInvestigate::account, limits_of(alerts.size(), 1536)) {}

AccessChanges::AccessChanges(const AccessChanges& like, ChangesAround of_bucket,
                             ChangesAround of_object, ChangesAround of_opened_objects,
                             ChangesAround of_account)
    : alerts_(like.alerts_),
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
      if (of_account_.concerns(kept->account)) of_access_points_.add(kept);
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
  const KeptChange deletion = of_bucket_.standing(alert, Standing::deletion);
  const auto standing = [&](const ChangesAround& around, Standing what) -> KeptChange {
    KeptChange change = around.standing(alert, what);
    const bool is_gone =
        change != nullptr && deletion != nullptr && change->time.seconds < deletion->time.seconds;
    return is_gone ? nullptr : change;
  };
  const KeptChange policy = standing(of_bucket_, Standing::policy);
  const KeptChange bucket_acl = standing(of_bucket_, Standing::bucket_acl);
  const KeptChange object_acl = standing(of_object_, Standing::object_acl);
  const auto access_points = of_access_points_.of(of, kMostBefore);
  static_assert(kMostBefore == kMostAfter);

  std::vector<CountedChange> changes = access_points.changes;
  std::vector<CountedChange> last;
  std::uint64_t records = access_points.records;
  for (const ChangesAround* const around : {&of_bucket_, &of_object_, &of_account_}) {
    records += around->append_around(alert, changes);
    around->append_last(alert, last);
  }
  dossier.access_points_whole = access_points.is_whole;
  dossier.bucket_changes_left_out =
      records - list_nearest(changes, of, last, dossier.bucket_changes);
  tell_what_closed({{AccessSubject::bucket_policy, policy},
                    {AccessSubject::bucket_acl, bucket_acl},
                    {AccessSubject::object_acl, object_acl}},
                   of, dossier.bucket_changes);

  std::vector<CountedChange> opened;
  const std::uint64_t openings = of_opened_objects_.append_around(alert, opened);
  dossier.opened_objects_left_out = openings - list_nearest(opened, of, {}, dossier.opened_objects);

  WhatStands stands;
  stands.add_guard(of_account_.standing(alert, Standing::account_block_of_acls), Way::acl);
  stands.add_guard(of_account_.standing(alert, Standing::account_block_of_policies), Way::policy);
  stands.add_guard(standing(of_bucket_, Standing::bucket_block_of_acls), Way::acl);
  stands.add_guard(standing(of_bucket_, Standing::bucket_block_of_policies), Way::policy);
  stands.add_guard(standing(of_bucket_, Standing::ownership), Way::acl);
  const auto add_policy = [&](const KeptChange& given) {
    if (given != nullptr && may_give(*given, of)) stands.add_opening(given, Way::policy);
  };
  add_policy(policy);
  for (const KeptChange& open : access_points.open) add_policy(open);
  // A bucket's ACL allows listing and writing; only an object's own ACL allows reading it.
  const KeptChange& acl = effect_of(of.action) == Effect::read ? object_acl : bucket_acl;
  if (acl != nullptr && may_be_of_strangers(*acl)) stands.add_opening(acl, Way::acl);

  dossier.exposed_by.reset();
  if (const KeptChange exposed_by = stands.find()) dossier.exposed_by = *exposed_by;
}

}  // namespace s3rare::investigate
