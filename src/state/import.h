// Import: merges lines of `s3rare state export` into a state.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <utility>

#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "s3rare/siphash.h"
#include "state/episodes.h"
#include "state/lines.h"
#include "state/state.h"

namespace s3rare::state {

/// Merges lines of one or several files into a state. The first line opens the state, or creates
/// it: the settings of a new state are those of its first line. Without `finish` nothing changes.
class LineImport {
 public:
  /// @param path     the state; may be absent
  /// @param started  when this run began. A match later than that is not the newest record
  /// @param key      secret of a hash table
  LineImport(std::string path, EventTime started, const HashKey& key)
      : path_(std::move(path)), started_(started), key_(key) {}

  /// Reads lines to the end of a file; skips blank ones.
  /// @param name  the file; errors name it and the line
  /// @returns an error of kind `malformed` for a line that cannot be read or has other settings
  ///          than the state, `io` if the file cannot be read, or an error of the state
  Result<Done> read(std::istream& file, const std::string& name);

  /// Commits.
  /// @returns an error of kind `usage` if there was no line, or an error of the state
  Result<Done> finish();

  /// Lines read.
  std::uint64_t lines() const { return lines_; }

  /// Episodes left out because they ended more than a window before the state's horizon.
  std::uint64_t forgotten() const { return forgotten_; }

 private:
  Result<Done> open(const Settings& settings);
  Result<Done> add(TermLine& line);

  std::string path_;
  EventTime started_;
  HashKey key_;
  std::optional<State> state_;
  std::optional<EpisodeMerge> merge_;
  std::optional<EventTime> newest_;
  std::uint64_t lines_ = 0;
  std::uint64_t forgotten_ = 0;
};

}  // namespace s3rare::state
