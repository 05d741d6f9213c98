#include "s3rare/history.h"

#include <iterator>

namespace s3rare {

// The first episode that a match at `time` could belong to, seen from the past: all before it end
// more than a window earlier.
History::Episodes::iterator History::first_reaching(Episodes& episodes, EventTime time) const {
  const auto later = episodes.upper_bound(time);
  if (later == episodes.begin()) return later;
  const auto last = std::prev(later);
  return last->second.end + window_ < time ? later : last;
}

// Handles the common case of a match that begins no episode, replaces no earliest match and joins
// no two episodes. Returns false if the match does one of these.
bool History::extend(Episodes& episodes, const Sighting& match) const {
  const auto found = first_reaching(episodes, match.time);
  if (found == episodes.end()) return false;
  Episode& episode = found->second;
  if (match.time < episode.start) return false;
  if (match.time == episode.start && match.event_id <= episode.earliest.event_id) return false;
  if (match.time <= episode.end) return true;
  const auto next = std::next(found);
  if (next != episodes.end() && next->second.start <= match.time + window_) return false;
  episode.end = match.time;
  return true;
}

void History::join(Episodes& episodes, Episode added) const {
  const auto first = first_reaching(episodes, added.start);
  auto last = first;
  for (; last != episodes.end() && last->second.start <= added.end + window_; ++last) {
    Episode& episode = last->second;
    added.end = std::max(added.end, episode.end);
    added.status = std::max(added.status, episode.status);
    if (std::tie(episode.start, episode.earliest) < std::tie(added.start, added.earliest)) {
      added.start = episode.start;
      added.earliest = std::move(episode.earliest);
    }
  }
  const auto behind = episodes.erase(first, last);
  episodes.emplace_hint(behind, added.start, std::move(added));
}

void History::add(std::string_view term, Episode episode) {
  auto found = terms_.find(term);
  if (found == terms_.end()) found = terms_.emplace(std::string(term), Episodes()).first;
  join(found->second, std::move(episode));
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
      for (auto& [start, episode] : node.mapped()) join(mine->second, std::move(episode));
    }
  }
}

const History::Episodes* History::find(std::string_view term) const {
  const auto found = terms_.find(term);
  return found == terms_.end() ? nullptr : &found->second;
}

}  // namespace s3rare
