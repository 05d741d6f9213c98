// The files that earlier runs have read: one that is as it was then need not be opened again.
#pragma once

#include <cstdint>
#include <memory>
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

/// Files that are remembered. What fails stays in the state's database.
class Files {
 public:
  explicit Files(State& state) : Files(state.database()) {}

  /// What is asked of a remembered file.
  struct Answer {
    bool damaged = false;
    bool had_records = false;
  };

  /// @returns what is known of a file, if it still is as it was when it was read
  std::optional<Answer> find(const std::string& path, std::uint64_t size, EventTime modified);

 private:
  explicit Files(Database& database);

  Statement find_;
};

/// The files that a run reads, to be remembered at its end. Until then they are kept in a temporary
/// table: neither memory nor the state grows with them, and nobody who looks at the state has to
/// wait while logs are read.
class NewFiles {
 public:
  explicit NewFiles(State& state);

  void add(const RememberedFile& file);

  /// Remembers them.
  Result<Done> keep();

 private:
  Database& database_;
  std::unique_ptr<Statement> add_;
};

}  // namespace s3rare::state
