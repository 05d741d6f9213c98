#include "s3rare/history.h"

#include <algorithm>
#include <compare>
#include <utility>

namespace s3rare {

// The earliest episode that a match at `time` can join or precede. All episodes before it end more
// than a window before `time`.
Episode* History::first_reaching(Episodes& episodes, EventTime time) const {
  Episode* const last = episodes.last_before(time);
  return last != nullptr && last->end + window_ >= time ? last : episodes.first_after(time);
}

bool History::precedes(const Episode& a, const Episode& b) const {
  if (a.start != b.start) return a.start < b.start;
  if (const auto order = a.earliest.event_id() <=> b.earliest.event_id(); order != 0) {
    return order < 0;
  }
  if (a.earliest.detail() != b.earliest.detail()) {
    const auto order = open_(a.earliest.detail()) <=> open_(b.earliest.detail());
    if (order != 0) return order < 0;
  }
  return a.earliest.origin() < b.earliest.origin();
}

// Handles the common case: the match starts no episode, replaces no earliest match and joins no two
// episodes. Returns false otherwise.
bool History::extend(Episodes& episodes, const Sighting& match) const {
  Episode* const episode = first_reaching(episodes, match.time);
  if (episode == nullptr || match.time < episode->start) return false;
  if (match.time == episode->start && match.event_id <= episode->earliest.event_id()) return false;
  if (match.time > episode->end) {
    const Episode* const next = episodes.first_after(match.time);
    if (next != nullptr && next->start <= match.time + window_) return false;
    episode->end = match.time;
  }
  if (episode->status == Status::fresh) episode->worst.add(match.time, match.request);
  return true;
}

void History::join(Episodes& episodes, Episode added) const {
  Episode* episode = first_reaching(episodes, added.start);
  while (episode != nullptr && episode->start <= added.end + window_) {
    const EventTime start = episode->start;
    added.end = std::max(added.end, episode->end);
    added.status = std::max(added.status, episode->status);
    added.worst.merge(std::move(episode->worst));
    if (precedes(*episode, added)) {
      added.start = start;
      added.earliest = std::move(episode->earliest);
    }
    episodes.erase(start);
    episode = episodes.first_after(start);
  }
  if (added.status != Status::fresh) {
    added.earliest.drop_detail();
    added.worst.clear();
  }
  episodes.insert(std::move(added));
}

void History::add(std::string_view term, Episode episode) {
  auto found = terms_.find(term);
  if (found == terms_.end()) found = terms_.emplace(std::string(term), Episodes()).first;
  join(found->second, std::move(episode));
}

void History::reach(std::string_view term, EventTime start, EventTime end) {
  const auto found = terms_.find(term);
  if (found == terms_.end()) return;
  const Episode* const episode = found->second.last_before(start);
  if (episode == nullptr || episode->end < start) return;
  Episode longer = *episode;
  longer.end = std::max(longer.end, end);
  join(found->second, std::move(longer));
}

void History::erase(std::string_view term) {
  const auto found = terms_.find(term);
  if (found != terms_.end()) terms_.erase(found);
}

void History::merge(History&& other) {
  if (terms_.empty()) {
    terms_.swap(other.terms_);
    return;
  }
  while (!other.terms_.empty()) {
    auto node = other.terms_.extract(other.terms_.begin());
    const auto mine = terms_.find(node.key());
    if (mine == terms_.end()) {
      terms_.insert(std::move(node));
    } else {
      node.mapped().for_each([&](Episode& episode) { join(mine->second, std::move(episode)); });
    }
  }
}

const Episodes* History::find(std::string_view term) const {
  const auto found = terms_.find(term);
  return found == terms_.end() ? nullptr : &found->second;
}

}  // namespace s3rare
