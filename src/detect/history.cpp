#include "s3rare/history.h"

#include <iterator>

namespace s3rare {

// The first episode that a match at `time` could belong to, seen from the past: all before it end
// more than a window earlier.
History::Episodes::iterator History::first_reaching(Episodes& episodes, EventTime time) const {
  // Input is mostly in order of time: the last episode is the likely one.
  if (episodes.size() == 1 || (!episodes.empty() && episodes.back().start <= time)) {
    const auto last = std::prev(episodes.end());
    return last->end + window_ < time ? episodes.end() : last;
  }
  return std::partition_point(episodes.begin(), episodes.end(),
                              [&](const Episode& episode) { return episode.end + window_ < time; });
}

// Handles the common case of a match that begins no episode, replaces no earliest match and joins
// no two episodes. Returns false if the match does one of these.
bool History::extend(Episodes& episodes, const Sighting& match) const {
  const auto episode = first_reaching(episodes, match.time);
  if (episode == episodes.end() || match.time < episode->start) return false;
  if (match.time == episode->start && match.event_id <= episode->earliest.event_id) return false;
  if (match.time <= episode->end) return true;
  const auto next = std::next(episode);
  if (next != episodes.end() && next->start <= match.time + window_) return false;
  episode->end = match.time;
  return true;
}

void History::join(Episodes& episodes, Episode added) const {
  const auto first = first_reaching(episodes, added.start);
  auto last = first;
  for (; last != episodes.end() && last->start <= added.end + window_; ++last) {
    added.end = std::max(added.end, last->end);
    if (std::tie(last->start, last->earliest) < std::tie(added.start, added.earliest)) {
      added.start = last->start;
      added.earliest = std::move(last->earliest);
    }
  }
  if (first == last) {
    episodes.insert(first, std::move(added));
  } else {
    *first = std::move(added);
    episodes.erase(std::next(first), last);
  }
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
      for (Episode& episode : node.mapped()) join(mine->second, std::move(episode));
    }
  }
}

const History::Episodes* History::find(std::string_view term) const {
  const auto found = terms_.find(term);
  return found == terms_.end() ? nullptr : &found->second;
}

}  // namespace s3rare
