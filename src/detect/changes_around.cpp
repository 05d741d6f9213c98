#include "s3rare/changes_around.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace s3rare {
namespace {

auto rest_of(const AccessChange& change) {
  return std::tie(change.subject, change.effect, change.action, change.error_code, change.actor,
                  change.source, change.account, change.bucket, change.key, change.access_point,
                  change.grants, change.told, change.frees_acls, change.frees_policies);
}

std::size_t bytes_of(const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += sizeof(std::string) + text.size();
  return bytes;
}

// What a change that succeeded replaces.
std::optional<Standing> standing_of(const AccessChange& change) {
  if (!change.error_code.empty()) return std::nullopt;
  switch (change.subject) {
    case AccessSubject::bucket_policy:
      return Standing::policy;
    case AccessSubject::bucket_acl:
      return Standing::bucket_acl;
    case AccessSubject::object_acl:
      return Standing::object_acl;
    case AccessSubject::bucket_public_access_block:
      return Standing::bucket_block;
    case AccessSubject::account_public_access_block:
      return Standing::account_block;
    case AccessSubject::ownership_controls:
      return Standing::ownership;
    case AccessSubject::bucket:
      return change.effect == AccessEffect::closed ? Standing::deletion : Standing::bucket_acl;
    case AccessSubject::website:
    case AccessSubject::cors:
    case AccessSubject::access_point:
    case AccessSubject::access_point_policy:
      break;
  }
  return std::nullopt;
}

// Puts a change in the place of an older one.
bool replace(KeptChange& standing, const KeptChange& change) {
  const auto order =
      standing == nullptr ? std::strong_ordering::greater : compare(*change, *standing);
  if (order < 0) return false;
  standing = order > 0 ? change : first_read(standing, change);
  return true;
}

void join(CountedChange& mine, const CountedChange& theirs) {
  mine.change = first_read(mine.change, theirs.change);
  mine.records += theirs.records;
}

// Adds one record of a change to a list, unless it is left out.
template <class Near, class List>
bool add_to(List& list, const KeptChange& change) {
  const Near near{change};
  CountedChange* const counted = list.put(near, [&] {
    return std::pair(near, CountedChange{change, 0});
  });
  if (counted == nullptr) return false;
  join(*counted, {change, 1});
  return true;
}

}  // namespace

std::strong_ordering compare(const AccessChange& a, const AccessChange& b) {
  if (const auto order = a.time <=> b.time; order != 0) return order;
  if (const auto order = a.evidence.event_id <=> b.evidence.event_id; order != 0) return order;
  if (rest_of(a) < rest_of(b)) return std::strong_ordering::less;
  return rest_of(b) < rest_of(a) ? std::strong_ordering::greater : std::strong_ordering::equal;
}

const KeptChange& first_read(const KeptChange& a, const KeptChange& b) {
  return b->evidence < a->evidence ? b : a;
}

std::size_t bytes_of(const AccessChange& change) {
  std::size_t bytes = sizeof(AccessChange);
  for (const std::string* const text :
       {&change.action, &change.error_code, &change.actor, &change.source, &change.account,
        &change.bucket, &change.key, &change.access_point, &change.told,
        &change.evidence.event_id}) {
    bytes += text->size();
  }
  for (const PublicGrant& grant : change.grants) {
    bytes += sizeof(PublicGrant) + grant.to.size() + bytes_of(grant.actions) +
             bytes_of(grant.resources) + bytes_of(grant.conditions);
  }
  return bytes;
}

ChangesAround::ChangesAround(std::span<const AlertToInvestigate> alerts,
                             std::string AlertToInvestigate::*name, Seconds before, Seconds after,
                             const Limits& limits)
    : groups_(alerts, name),
      positions_(alerts.size()),
      alerts_(alerts),
      before_(before),
      after_(after),
      limits_(limits),
      around_(alerts.size()),
      more_records_(groups_.size()) {
  groups_.for_each([&](const AlertGroups::Group& group) {
    for (std::size_t i = 0; i < group.alerts.size(); ++i) positions_[group.alerts[i]] = i;
  });
}

ChangesAround::Around& ChangesAround::around(std::size_t alert) {
  if (around_[alert] == nullptr) {
    around_[alert] = std::make_unique<Around>(
        Around{{limits_.most_before, limits_.bytes}, {limits_.most_after, limits_.bytes}, {}});
  }
  return *around_[alert];
}

bool ChangesAround::add_before(Around& around, const KeptChange& change) {
  bool is_kept = add_to<Near<true>>(around.before, change);
  if (const auto standing = standing_of(*change)) {
    is_kept |= replace(around.standing[static_cast<std::size_t>(*standing)], change);
  }
  return is_kept;
}

bool ChangesAround::concerns(std::string_view name, EventTime time) const {
  const AlertGroups::Group* const group = groups_.find(name);
  if (group == nullptr) return false;
  const Concerned concerned = concerned_at(group->times, time, before_, after_);
  return concerned.begin < concerned.end;
}

// An alert that leaves a change out has nearer ones enough; so have all alerts farther away on the
// same side.
void ChangesAround::add(std::string_view name, const KeptChange& change) {
  const AlertGroups::Group* const group = groups_.find(name);
  if (group == nullptr) return;
  const auto [begin, end] = concerned_at(group->times, change->time, before_, after_);
  if (begin == end) return;
  std::vector<std::int64_t>& more = more_records_[group->number];
  if (more.empty()) more.resize(group->times.size() + 1);
  ++more[begin];
  --more[end];

  const auto first_behind =
      std::partition_point(group->times.begin() + static_cast<std::ptrdiff_t>(begin),
                           group->times.begin() + static_cast<std::ptrdiff_t>(end),
                           [&](EventTime time) { return time.seconds < change->time.seconds; });
  const auto split = static_cast<std::size_t>(first_behind - group->times.begin());
  for (std::size_t i = split; i < end; ++i) {
    if (!add_before(around(group->alerts[i]), change)) break;
  }
  for (std::size_t i = split; i > begin; --i) {
    if (!add_to<Near<false>>(around(group->alerts[i - 1]).after, change)) break;
  }
}

void ChangesAround::merge(ChangesAround&& other) {
  const auto join_all = [](CountedChange& mine, const CountedChange& theirs) {
    join(mine, theirs);
  };
  for (std::size_t alert = 0; alert < around_.size(); ++alert) {
    std::unique_ptr<Around> theirs = std::move(other.around_[alert]);
    if (theirs == nullptr) continue;
    if (around_[alert] == nullptr) {
      around_[alert] = std::move(theirs);
      continue;
    }
    Around& mine = *around_[alert];
    mine.before.merge(std::move(theirs->before), join_all);
    mine.after.merge(std::move(theirs->after), join_all);
    for (std::size_t i = 0; i < kStandings; ++i) {
      if (theirs->standing[i] != nullptr) replace(mine.standing[i], theirs->standing[i]);
    }
  }
  for (std::size_t group = 0; group < more_records_.size(); ++group) {
    std::vector<std::int64_t>& mine = more_records_[group];
    const std::vector<std::int64_t>& theirs = other.more_records_[group];
    if (mine.empty()) mine.resize(theirs.size());
    for (std::size_t i = 0; i < theirs.size(); ++i) mine[i] += theirs[i];
  }
}

std::uint64_t ChangesAround::append_around(std::size_t alert,
                                           std::vector<CountedChange>& changes) const {
  if (around_[alert] != nullptr) {
    for (const auto& [near, counted] : around_[alert]->before.entries()) changes.push_back(counted);
    for (const auto& [near, counted] : around_[alert]->after.entries()) changes.push_back(counted);
  }
  const AlertGroups::Group* const group = groups_.group_of(alerts_[alert]);
  if (group == nullptr || more_records_[group->number].empty()) return 0;
  std::int64_t records = 0;
  for (std::size_t i = 0; i <= positions_[alert]; ++i) records += more_records_[group->number][i];
  return static_cast<std::uint64_t>(records);
}

KeptChange ChangesAround::standing(std::size_t alert, Standing standing) const {
  if (around_[alert] == nullptr) return nullptr;
  return around_[alert]->standing[static_cast<std::size_t>(standing)];
}

}  // namespace s3rare
