#include "investigate/access/changes_around.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>
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

// Replaces an older change, if there is one.
void replace(KeptChange& standing, const KeptChange& change) {
  const auto order =
      standing == nullptr ? std::strong_ordering::greater : compare(*change, *standing);
  if (order < 0) return;
  standing = order > 0 ? change : first_read(standing, change);
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

// Appends the changes of gaps, from near to far, as long as they lie in the window and no nearer
// one was dropped.
template <class Gap>
void append_nearest(Gap gap, Gap end, const Span& window, std::size_t most,
                    std::vector<CountedChange>& changes) {
  const std::size_t before = changes.size();
  for (; gap != end; ++gap) {
    for (const auto& [near, counted] : gap->second.entries()) {
      const EventTime time = counted.change->time;
      if (changes.size() - before == most || time < window.first || time > window.last) return;
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

ChangesAround::ChangesAround(std::span<const AlertToInvestigate> alerts,
                             std::string AlertToInvestigate::*name, Seconds before, Seconds after,
                             const Limits& limits)
    : ChangesAround(AlertGroups(alerts, name), nullptr, alerts, before, after, limits) {
  Positions positions(alerts.size());
  groups_.for_each([&](const AlertGroups::Group& group) {
    for (std::size_t i = 0; i < group.alerts.size(); ++i) positions[group.alerts[i]] = i;
  });
  positions_ = std::make_shared<const Positions>(std::move(positions));
}

ChangesAround::ChangesAround(AlertGroups groups, std::shared_ptr<const Positions> positions,
                             std::span<const AlertToInvestigate> alerts, Seconds before,
                             Seconds after, const Limits& limits)
    : groups_(std::move(groups)),
      positions_(std::move(positions)),
      alerts_(alerts),
      before_(before),
      after_(after),
      limits_(limits),
      of_groups_(groups_.size()) {}

ChangesAround ChangesAround::make_empty() const {
  return {groups_, positions_, alerts_, before_, after_, limits_};
}

bool ChangesAround::concerns(std::string_view name, EventTime time) const {
  const AlertGroups::Group* const group = groups_.find(name);
  if (group == nullptr) return false;
  const Concerned concerned = concerned_at(group->times, time, before_, after_);
  return concerned.begin < concerned.end;
}

void ChangesAround::add(std::string_view name, const KeptChange& change) {
  const AlertGroups::Group* const group = groups_.find(name);
  if (group == nullptr) return;
  const auto [begin, end] = concerned_at(group->times, change->time, before_, after_);
  if (begin == end) return;
  std::unique_ptr<OfGroup>& kept = of_groups_[group->number];
  if (kept == nullptr) {
    kept = std::make_unique<OfGroup>();
    kept->more_records.resize(group->times.size() + 1);
  }
  ++kept->more_records[begin];
  --kept->more_records[end];

  const auto first_behind =
      std::partition_point(group->times.begin() + static_cast<std::ptrdiff_t>(begin),
                           group->times.begin() + static_cast<std::ptrdiff_t>(end),
                           [&](EventTime time) { return time.seconds < change->time.seconds; });
  const auto gap = static_cast<std::size_t>(first_behind - group->times.begin());
  if (gap < end) {
    add_to<Near<true>>(
        kept->newest.try_emplace(gap, limits_.most_before, limits_.bytes).first->second, change);
    if (const auto standing = standing_of(*change)) {
      replace(kept->standing[{*standing, gap}], change);
    }
  }
  if (gap > begin) {
    add_to<Near<false>>(
        kept->oldest.try_emplace(gap, limits_.most_after, limits_.bytes).first->second, change);
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
    for (const auto& [of, change] : theirs->standing) replace(mine.standing[of], change);
    for (std::size_t i = 0; i < mine.more_records.size(); ++i) {
      mine.more_records[i] += theirs->more_records[i];
    }
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
  const EventTime time = alerts_[alert].time;
  const Span window{time - before_, time + after_};
  const std::size_t position = (*positions_)[alert];
  append_nearest(std::make_reverse_iterator(kept->newest.upper_bound(position)),
                 kept->newest.rend(), window, limits_.most_before, changes);
  append_nearest(kept->oldest.upper_bound(position), kept->oldest.end(), window, limits_.most_after,
                 changes);
  const auto begin = kept->more_records.begin();
  return static_cast<std::uint64_t>(
      std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(position) + 1, std::int64_t{0}));
}

KeptChange ChangesAround::standing(std::size_t alert, Standing standing) const {
  const OfGroup* const kept = group_of(alert);
  if (kept == nullptr) return nullptr;
  auto found = kept->standing.upper_bound({standing, (*positions_)[alert]});
  if (found == kept->standing.begin()) return nullptr;
  --found;
  const bool is_in_time = found->second->time >= alerts_[alert].time - before_;
  return found->first.first == standing && is_in_time ? found->second : nullptr;
}

}  // namespace s3rare::investigate
