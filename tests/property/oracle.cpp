#include "property/oracle.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace s3rare::tests {

std::vector<OracleAlert> oracle_alerts(const std::vector<OracleMatch>& matches, Seconds window,
                                       std::optional<EventTime> since) {
  std::set<OracleAlert> alerts;  // a set: the same match delivered twice is one match
  for (const OracleMatch& match : matches) {
    bool is_new = true;
    std::optional<EventTime> previous_seen;
    for (const OracleMatch& other : matches) {
      if (other.term != match.term) continue;
      if (other.time < match.time) {
        if (other.time + window >= match.time) is_new = false;
        if (!previous_seen || other.time > *previous_seen) previous_seen = other.time;
      } else if (other.time == match.time &&
                 std::tie(other.event_id, other.detail) < std::tie(match.event_id, match.detail)) {
        is_new = false;
      }
    }
    if (!is_new || (since && match.time < *since)) continue;
    alerts.insert({match.time, match.event_id, match.term, match.detail, previous_seen});
  }
  return {alerts.begin(), alerts.end()};
}

std::vector<std::vector<OracleMatch>> oracle_episodes(const std::vector<OracleMatch>& matches,
                                                      Seconds window) {
  std::vector<std::vector<OracleMatch>> episodes;
  for (const OracleMatch& match : std::set<OracleMatch>(matches.begin(), matches.end())) {
    const OracleMatch* last = episodes.empty() ? nullptr : &episodes.back().back();
    const bool goes_on =
        last != nullptr && last->term == match.term && last->time + window >= match.time;
    if (!goes_on) episodes.emplace_back();
    episodes.back().push_back(match);
  }
  return episodes;
}

bool OracleState::exists(const OracleMatch& match, const OracleRun& how) const {
  const bool too_early = how.since && match.time < *how.since - window_;
  const bool too_late = how.until && match.time >= *how.until;
  return !too_early && !too_late;
}

OracleOutcome OracleState::run(const std::vector<OracleMatch>& read, const OracleRun& how) {
  for (const OracleMatch& match : read) {
    if (exists(match, how)) seen_.insert(match);
  }

  std::vector<OracleAlert> alerts;
  const OracleMatch* before = nullptr;  // the last match of the episode before
  const auto episodes = oracle_episodes(seen(), window_);
  for (const auto& episode : episodes) {
    const OracleMatch& earliest = episode.front();
    std::optional<EventTime> previous_seen;
    if (before != nullptr && before->term == earliest.term) previous_seen = before->time;
    before = &episode.back();
    if (status_of(episode)) continue;
    if (how.learn || (how.since && earliest.time < *how.since)) {
      mark(earliest, OracleStatus::learned);
    } else {
      alerts.push_back(
          {earliest.time, earliest.event_id, earliest.term, earliest.detail, previous_seen});
    }
  }
  std::sort(alerts.begin(), alerts.end());

  OracleOutcome outcome;
  std::map<Seconds, std::size_t> in_slot;
  for (const OracleAlert& alert : alerts) {
    constexpr Seconds kSlot = 300;
    const bool too_many = ++in_slot[alert.time.seconds / kSlot] > how.max_alerts;
    const bool is_held = too_many && how.max_alerts > 0;
    (is_held ? outcome.held : outcome.alerts).push_back(alert);
    mark({alert.term, alert.time, alert.event_id, alert.detail},
         is_held ? OracleStatus::held : OracleStatus::alerted);
  }
  return outcome;
}

void OracleState::merge(const OracleState& other) {
  seen_.insert(other.seen_.begin(), other.seen_.end());
  for (const auto& [match, status] : other.marks_) mark(match, status);
}

std::vector<OracleEpisode> OracleState::episodes() const {
  std::vector<OracleEpisode> all;
  for (const auto& episode : oracle_episodes(seen(), window_)) {
    const OracleMatch& earliest = episode.front();
    all.push_back({earliest.term, earliest.time, episode.back().time, earliest.event_id,
                   status_of(episode).value()});
  }
  return all;
}

std::optional<OracleStatus> OracleState::status_of(const std::vector<OracleMatch>& episode) const {
  std::optional<OracleStatus> strongest;
  for (const OracleMatch& match : episode) {
    const auto mark = marks_.find(match);
    if (mark != marks_.end()) strongest = std::max(strongest, std::optional(mark->second));
  }
  return strongest;
}

void OracleState::mark(const OracleMatch& match, OracleStatus status) {
  const auto marked = marks_.emplace(match, status).first;
  marked->second = std::max(marked->second, status);
}

}  // namespace s3rare::tests
