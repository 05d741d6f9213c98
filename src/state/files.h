// The files that earlier runs have read: one that is as it was then need not be opened again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "s3rare/event_time.h"
#include "state/state.h"

namespace s3rare::state {

struct RememberedFile {
  std::string path;        ///< with all links resolved
  std::uint64_t size = 0;  ///< bytes
  EventTime modified;      ///< to the nanosecond
  bool damaged = false;
  std::uint64_t records = 0;
  std::optional<EventTime> newest;  ///< record in it, of those whose time was looked at
};

/// Keeps its statements prepared. What fails stays in the state's database.
class Files {
 public:
  explicit Files(State& state);

  /// What is asked of a remembered file.
  struct Answer {
    bool damaged = false;
    bool had_records = false;
  };

  /// @returns what is known of a file, if it still is as it was when it was read
  std::optional<Answer> find(const std::string& path, std::uint64_t size, EventTime modified);

  void remember(const RememberedFile& file);

 private:
  Statement find_;
  Statement remember_;
};

}  // namespace s3rare::state
