#include "s3rare/alert.h"

#include <algorithm>
#include <compare>

#include "s3rare/rule.h"

namespace s3rare {
namespace {

// Number of the rule's 5-minute interval that contains an event.
Seconds slot_of(EventTime time) {
  const Seconds slot = time.seconds / rule::kRunsEvery;
  return time.seconds % rule::kRunsEvery < 0 ? slot - 1 : slot;
}

std::size_t count_fresh(const History& history) {
  std::size_t count = 0;
  history.for_each([&](const std::string&, const Episodes& episodes) {
    episodes.for_each(
        [&](const Episode& episode) { count += episode.status == Status::fresh ? 1 : 0; });
  });
  return count;
}

bool earlier(const Alert& a, const Alert& b) {
  if (a.episode->start != b.episode->start) return a.episode->start < b.episode->start;
  const auto order = a.episode->earliest.event_id() <=> b.episode->earliest.event_id();
  return order != 0 ? order < 0 : a.term < b.term;
}

}  // namespace

Alerts find_alerts(History& history, const Coverage& coverage, std::optional<EventTime> since) {
  Alerts found;
  found.alerts.reserve(count_fresh(history));
  history.for_each([&](const std::string& term, Episodes& episodes) {
    const Episode* previous = nullptr;
    episodes.for_each([&](Episode& episode) {
      if (episode.status == Status::fresh) {
        if (since && episode.start < *since) {
          episode.status = Status::learned;
          ++found.learned;
        } else {
          episode.status = Status::alerted;
          found.alerts.push_back(
              {term, &episode, previous, baseline_of(coverage, episode.start, history.window())});
        }
      }
      previous = &episode;
    });
  });
  std::sort(found.alerts.begin(), found.alerts.end(), earlier);
  return found;
}

HeldBack hold_back(std::vector<Alert>& alerts, std::uint64_t limit) {
  HeldBack held;
  if (limit == 0) return held;
  std::optional<Seconds> slot;
  std::uint64_t in_slot = 0;
  const auto exceeds_limit = [&](const Alert& alert) {
    const Seconds own_slot = slot_of(alert.episode->start);
    if (slot != own_slot) in_slot = 0;
    slot = own_slot;
    if (++in_slot == limit + 1) ++held.slots;
    return in_slot > limit;
  };
  // Not std::remove_if: the predicate counts, so it must see each alert once, in order.
  std::vector<Alert> kept;
  for (const Alert& alert : alerts) {
    if (exceeds_limit(alert)) {
      alert.episode->status = Status::held;
      held.alerts.push_back(alert);
    } else {
      kept.push_back(alert);
    }
  }
  alerts = std::move(kept);
  return held;
}

std::string alert_id(const Alert& alert, const TermFields& fields) {
  std::string names_and_values;
  const auto values = term_values(alert.term, fields);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    names_and_values += length_prefixed({ecs_name(fields[i]), values[i]});
  }
  return siphash_128_hex(
      HashKey{}, length_prefixed({rule::kId, names_and_values, format_utc(alert.episode->start),
                                  alert.episode->earliest.event_id()}));
}

}  // namespace s3rare
