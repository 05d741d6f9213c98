#include "cli/detect/match_paths.h"

#include <algorithm>
#include <utility>

namespace s3rare::cli {
namespace {

constexpr std::size_t kLeastLimit = 256;

}  // namespace

void MatchPaths::add(Origin origin, const std::string& path, const History& history) {
  make_room(history);
  paths_.try_emplace({origin.file, origin.member}, path);
}

void MatchPaths::take_used(MatchPaths& from, const History& history, const History& mine) {
  make_room(mine);
  Paths taken = used(from.paths_, history);
  paths_.merge(taken);
  from.paths_.clear();
}

// Moves the paths to which a history refers out of others.
MatchPaths::Paths MatchPaths::used(Paths& paths, const History& history) {
  Paths used;
  history.for_each([&](const std::string&, const Episodes& episodes) {
    episodes.for_each([&](const Episode& episode) {
      const Origin origin = episode.earliest.origin();
      used.insert(paths.extract({origin.file, origin.member}));
    });
  });
  return used;
}

// The work is proportional to the terms and paths, and is done again only after as many additions.
void MatchPaths::make_room(const History& history) {
  if (paths_.size() < std::max(limit_, kLeastLimit)) return;
  paths_ = used(paths_, history);
  limit_ = std::max(2 * paths_.size(), paths_.size() + history.term_count());
}

}  // namespace s3rare::cli
