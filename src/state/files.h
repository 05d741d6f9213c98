// The files that earlier runs have read. A run skips a file that has not changed since.
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
  std::optional<EventTime> newest;  ///< newest record in it, none ahead of the clock
};

/// Looks remembered files up. Errors stay in the state's database.
class Files {
 public:
  explicit Files(State& state) : Files(state.database()) {}

  /// What a run needs to know about a remembered file.
  struct Answer {
    bool damaged = false;
    bool had_records = false;
  };

  /// @returns the answer if size and modification time are those of the remembered file
  std::optional<Answer> find(const std::string& path, std::uint64_t size, EventTime modified);

 private:
  explicit Files(Database& database);

  Statement find_;
};

/// The files that a run reads. A temporary table holds them until `keep`: memory does not grow with
/// them, and nobody who reads the state has to wait while the run reads logs.
class NewFiles {
 public:
  explicit NewFiles(State& state);

  void add(const RememberedFile& file);

  /// Moves the files from the temporary table into the state.
  Result<Done> keep();

 private:
  Database& database_;
  std::unique_ptr<Statement> add_;
};

}  // namespace s3rare::state
