// Paths of the files, and of the members of archives, that a history refers to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "s3rare/history.h"

namespace s3rare::cli {

/// A match that precedes the earliest of its episode replaces it, and with it the file that the
/// episode refers to. Paths that are no longer referred to are dropped, so that memory grows with
/// the number of episodes and not with the number of files.
class MatchPaths {
 public:
  /// Keeps a path.
  /// @param origin   of a match in this file or member
  /// @param history  what refers to the paths so far
  void add(Origin origin, const std::string& path, const History& history);

  /// Moves the paths to which a history refers here, and drops the others.
  /// @param mine  the history that refers to the paths here
  void take_used(MatchPaths& from, const History& history, const History& mine);

  /// Adds all paths of another thread. Files have the same numbers there.
  void merge(MatchPaths& other) { paths_.merge(other.paths_); }

  /// @returns the path of the file or member to which a history refers
  const std::string& of(Origin origin) const { return paths_.at({origin.file, origin.member}); }

  std::size_t size() const { return paths_.size(); }

 private:
  using Paths = std::map<std::pair<std::uint32_t, std::uint32_t>, std::string>;

  static Paths used(Paths& paths, const History& history);
  void make_room(const History& history);

  Paths paths_;
  std::size_t limit_ = 0;  // number of paths at which to look for unused ones
};

}  // namespace s3rare::cli
