#include "investigate/access/changes_around.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace s3rare::investigate {
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

// What a successful change replaces.
std::vector<Standing> standings_of(const AccessChange& change) {
  if (!change.error_code.empty()) return {};
  switch (change.subject) {
    case AccessSubject::bucket_policy:
      return {Standing::policy};
    case AccessSubject::bucket_acl:
      return {Standing::bucket_acl};
    case AccessSubject::object_acl:
      return {Standing::object_acl};
    case AccessSubject::bucket_public_access_block:
      return {Standing::bucket_block_of_acls, Standing::bucket_block_of_policies};
    case AccessSubject::account_public_access_block:
      return {Standing::account_block_of_acls, Standing::account_block_of_policies};
    case AccessSubject::ownership_controls:
      return {Standing::ownership};
    case AccessSubject::bucket:
      return {change.effect == AccessEffect::closed ? Standing::deletion : Standing::bucket_acl};
    case AccessSubject::website:
    case AccessSubject::cors:
    case AccessSubject::access_point:
    case AccessSubject::access_point_policy:
      break;
  }
  return {};
}

// Whether a change makes a request possible that was not, as far as it can.
bool is_opening(Standing standing, const AccessChange& change) {
  switch (standing) {
    case Standing::bucket_block_of_acls:
    case Standing::account_block_of_acls:
    case Standing::ownership:
      return change.frees_acls;
    case Standing::bucket_block_of_policies:
    case Standing::account_block_of_policies:
      return change.frees_policies;
    case Standing::policy:
    case Standing::bucket_acl:
    case Standing::object_acl:
      return opens(change.effect);
    case Standing::deletion:
      break;
  }
  return false;
}

Seconds slack_of(Standing standing) {
  switch (standing) {
    case Standing::bucket_acl:
    case Standing::object_acl:
      return slack_of(AccessSubject::bucket_acl);
    case Standing::account_block_of_acls:
    case Standing::account_block_of_policies:
      return slack_of(AccessSubject::account_public_access_block);
    default:
      return slack_of(AccessSubject::bucket_policy);
  }
}

// Whether a closing at this time is in force for a request that succeeded in a second.
bool has_taken_effect(Seconds closing, Seconds slack, Seconds request) {
  return closing + slack < request;
}

// The cell of a second, see OfGroup: the number of ends of cells before it.
std::size_t cell_at(std::span<const EventTime> alerts, Seconds second, Seconds slack) {
  const auto count = [&](auto&& ends_before) {
    return static_cast<std::size_t>(
        std::partition_point(alerts.begin(), alerts.end(), ends_before) - alerts.begin());
  };
  return count([&](EventTime alert) { return alert.seconds < second; }) +
         count([&](EventTime alert) { return !has_taken_effect(second, slack, alert.seconds); });
}

// Replaces an older change, if there is one. Counts the records of one that is the same.
void replace(CountedChange& standing, const CountedChange& with) {
  if (with.change == nullptr) return;
  const auto order = standing.change == nullptr ? std::strong_ordering::greater
                                                : compare(*with.change, *standing.change);
  if (order < 0) return;
  if (order > 0) {
    standing = with;
  } else {
    standing.change = first_read(standing.change, with.change);
    standing.records += with.records;
  }
}

void join(CountedChange& mine, const CountedChange& theirs) {
  mine.change = first_read(mine.change, theirs.change);
  mine.records += theirs.records;
}

// Adds one record of a change to a list, unless the list drops it.
template <class Near, class List>
void add_to(List& list, const KeptChange& change) {
  const Near near{change};
  CountedChange* const counted = list.put(near, [&] {
    return std::pair(near, CountedChange{change, 0});
  });
  if (counted != nullptr) join(*counted, {change, 1});
}

// Appends the changes of gaps, from near to far, as long as no nearer one was dropped.
template <class Gap>
void append_nearest(Gap gap, Gap end, std::size_t most, std::vector<CountedChange>& changes) {
  const std::size_t before = changes.size();
  for (; gap != end; ++gap) {
    for (const auto& [near, counted] : gap->second.entries()) {
      if (changes.size() - before == most) return;
      changes.push_back(counted);
    }
    if (gap->second.left_out() != nullptr) return;
  }
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

Seconds slack_of(AccessSubject subject) {
  switch (subject) {
    case AccessSubject::bucket_acl:
    case AccessSubject::object_acl:
      return 0;
    case AccessSubject::account_public_access_block:
      return kAccountSlack;
    default:
      return kBucketSlack;
  }
}

ChangesAround::ChangesAround(std::span<const AlertToInvestigate> alerts,
                             std::string AlertToInvestigate::*name, const Limits& limits)
    : ChangesAround(AlertGroups(alerts, name), nullptr, alerts, limits) {
  Positions positions(alerts.size());
  groups_.for_each([&](const AlertGroups::Group& group) {
    for (std::size_t i = 0; i < group.alerts.size(); ++i) positions[group.alerts[i]] = i;
  });
  positions_ = std::make_shared<const Positions>(std::move(positions));
}

ChangesAround::ChangesAround(AlertGroups groups, std::shared_ptr<const Positions> positions,
                             std::span<const AlertToInvestigate> alerts, const Limits& limits)
    : groups_(std::move(groups)),
      positions_(std::move(positions)),
      alerts_(alerts),
      limits_(limits),
      of_groups_(groups_.size()) {}

ChangesAround ChangesAround::make_empty() const { return {groups_, positions_, alerts_, limits_}; }

void ChangesAround::add(std::string_view name, const KeptChange& change) {
  const AlertGroups::Group* const group = groups_.find(name);
  if (group == nullptr) return;
  std::unique_ptr<OfGroup>& kept = of_groups_[group->number];
  if (kept == nullptr) kept = std::make_unique<OfGroup>();
  ++kept->records;

  const Seconds second = change->time.seconds;
  const auto first_behind =
      std::partition_point(group->times.begin(), group->times.end(),
                           [&](EventTime time) { return time.seconds < second; });
  const auto gap = static_cast<std::size_t>(first_behind - group->times.begin());
  if (gap < group->times.size()) {
    add_to<Near<true>>(
        kept->newest.try_emplace(gap, limits_.most_before, limits_.bytes).first->second, change);
  }
  if (gap > 0) {
    add_to<Near<false>>(
        kept->oldest.try_emplace(gap, limits_.most_after, limits_.bytes).first->second, change);
  }
  for (const Standing standing : standings_of(*change)) {
    const std::size_t cell = cell_at(group->times, second, slack_of(standing));
    Newest& newest = kept->standing[{standing, cell}];
    replace(is_opening(standing, *change) ? newest.opening : newest.other, {change, 1});
  }
}

void ChangesAround::merge(ChangesAround&& other) {
  const auto join_gaps = [](auto& mine, auto& theirs) {
    for (auto& [gap, list] : theirs) {
      const auto [place, is_new] = mine.try_emplace(gap, std::move(list));
      if (!is_new) place->second.merge(std::move(list), join);
    }
  };
  for (std::size_t group = 0; group < of_groups_.size(); ++group) {
    std::unique_ptr<OfGroup> theirs = std::move(other.of_groups_[group]);
    if (theirs == nullptr) continue;
    if (of_groups_[group] == nullptr) {
      of_groups_[group] = std::move(theirs);
      continue;
    }
    OfGroup& mine = *of_groups_[group];
    join_gaps(mine.newest, theirs->newest);
    join_gaps(mine.oldest, theirs->oldest);
    for (const auto& [of, newest] : theirs->standing) {
      replace(mine.standing[of].opening, newest.opening);
      replace(mine.standing[of].other, newest.other);
    }
    mine.records += theirs->records;
  }
}

const ChangesAround::OfGroup* ChangesAround::group_of(std::size_t alert) const {
  const AlertGroups::Group* const group = groups_.group_of(alerts_[alert]);
  return group == nullptr ? nullptr : of_groups_[group->number].get();
}

std::uint64_t ChangesAround::append_around(std::size_t alert,
                                           std::vector<CountedChange>& changes) const {
  const OfGroup* const kept = group_of(alert);
  if (kept == nullptr) return 0;
  const std::size_t position = (*positions_)[alert];
  append_nearest(std::make_reverse_iterator(kept->newest.upper_bound(position)),
                 kept->newest.rend(), limits_.most_before, changes);
  append_nearest(kept->oldest.upper_bound(position), kept->oldest.end(), limits_.most_after,
                 changes);
  return kept->records;
}

void ChangesAround::append_last(std::size_t alert, std::vector<CountedChange>& changes) const {
  const OfGroup* const kept = group_of(alert);
  if (kept == nullptr) return;
  for (auto of = kept->standing.begin(); of != kept->standing.end(); ++of) {
    const auto next = std::next(of);
    if (next != kept->standing.end() && next->first.first == of->first.first) continue;
    CountedChange last = of->second.opening;
    replace(last, of->second.other);
    changes.push_back(std::move(last));
  }
}

KeptChange ChangesAround::standing(std::size_t alert, Standing standing) const {
  const OfGroup* const kept = group_of(alert);
  if (kept == nullptr) return nullptr;
  const Seconds second = alerts_[alert].time.seconds;
  const Seconds slack = slack_of(standing);
  const std::span<const EventTime> times = groups_.group_of(alerts_[alert])->times;
  auto of = kept->standing.upper_bound({standing, cell_at(times, second, slack)});
  while (of != kept->standing.begin() && (--of)->first.first == standing) {
    const KeptChange& opening = of->second.opening.change;
    const KeptChange& other = of->second.other.change;
    const bool is_closed = other != nullptr && has_taken_effect(other->time.seconds, slack, second);
    if (!is_closed && opening == nullptr) continue;
    const bool is_newer =
        is_closed && (opening == nullptr || opening->time.seconds < other->time.seconds);
    return is_newer ? other : opening;
  }
  return nullptr;
}

}  // namespace s3rare::investigate
