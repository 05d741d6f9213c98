#include "explain/match_list.h"

#include <iterator>
#include <tuple>

namespace s3rare::explain {
namespace {

auto place_of(const Example& example) { return std::tie(example.path, example.offset); }

Fate::Kind kind_of(Status status) {
  switch (status) {
    case Status::fresh:
      return Fate::Kind::fresh;
    case Status::learned:
      return Fate::Kind::learned;
    case Status::held:
      return Fate::Kind::held;
    case Status::alerted:
      break;
  }
  return Fate::Kind::alerted;
}

}  // namespace

void MatchList::add(const MatchIdentity& identity, const ListedMatch& match) {
  records_ += match.copies;
  put(earliest_, identity, match);
  if (earliest_.size() > most_) earliest_.erase(std::prev(earliest_.end()));
  put(latest_, identity, match);
  if (latest_.size() > most_) latest_.erase(latest_.begin());
}

void MatchList::put(Matches& into, const MatchIdentity& identity, const ListedMatch& match) {
  const auto [found, is_new] = into.try_emplace(identity, match);
  if (is_new) return;
  found->second.copies += match.copies;
  if (place_of(match.shown) < place_of(found->second.shown)) found->second.shown = match.shown;
}

void MatchList::merge(const MatchList& other) {
  records_ += other.records_;
  for (const auto& [identity, match] : other.earliest_) put(earliest_, identity, match);
  for (const auto& [identity, match] : other.latest_) put(latest_, identity, match);
  while (earliest_.size() > most_) earliest_.erase(std::prev(earliest_.end()));
  while (latest_.size() > most_) latest_.erase(latest_.begin());
}

MatchList::Matches MatchList::latest() const {
  Matches latest;
  for (const auto& [identity, match] : latest_) {
    if (!earliest_.contains(identity)) latest.emplace(identity, match);
  }
  return latest;
}

std::uint64_t MatchList::left_out() const {
  std::uint64_t listed = 0;
  for (const auto& [identity, match] : earliest_) listed += match.copies;
  for (const auto& [identity, match] : latest()) listed += match.copies;
  return records_ - listed;
}

Fate fate_of(const History& history, const MatchIdentity& match) {
  Fate fate;
  const Episodes* const episodes = history.find(match.term);
  if (episodes == nullptr) return fate;
  const Episode* before = nullptr;
  episodes->for_each([&](const Episode& episode) {
    if (episode.start <= match.time) {
      fate.previous = before;
      fate.episode = &episode;
    }
    before = &episode;
  });
  if (fate.episode != nullptr && fate.episode->start == match.time &&
      fate.episode->earliest.event_id() == match.event_id) {
    fate.kind = kind_of(fate.episode->status);
  }
  return fate;
}

}  // namespace s3rare::explain
