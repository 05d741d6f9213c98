// A state: the history of earlier runs, opened for one run.
//
// A writer holds the lock and one transaction from the beginning to `commit`: if the run ends
// earlier, the state stays as it was. A new state is built under another name and renamed at the
// commit, so it exists whole or not at all. The migration of an older schema has its own
// transaction, see migration.h.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "state/lock.h"
#include "state/migration.h"
#include "state/schema.h"
#include "state/sqlite.h"

namespace s3rare::state {

/// The suffix of a new state's name until its first commit.
inline constexpr const char* kNewSuffix = ".s3rare-new";

class State {
 public:
  enum class Access {
    write,
    read,   ///< one consistent view of the state
    glance  ///< no transaction: does not delay another run's commit
  };

  /// Opens a state.
  /// @param path        a regular file
  /// @param started     when this run began, for the lock
  /// @param migrations  steps from older schemas; only a writer runs them
  /// @returns an error of kind `in_use`; of kind `damaged` if the file is not a state, is damaged,
  /// or
  ///          has a newer schema (for a reader, an older one too); or of kind `io`. After an error
  ///          the state is unchanged
  static Result<State> open(const std::string& path, Access access, EventTime started,
                            std::span<const Migration> migrations = kMigrations);

  /// Creates a state for writing. `commit` gives it its name.
  static Result<State> create(const std::string& path, const Settings& settings, EventTime started);

  /// @returns whether anything has this name, even a dangling link
  static bool exists(const std::string& path);

  State(State&& other) noexcept;
  State& operator=(State&&) = delete;
  ~State();

  /// The settings that define the history.
  const Settings& settings() const { return settings_; }

  /// Matches before it raise no alert and are not stored.
  std::optional<EventTime> horizon() const { return horizon_; }

  /// A window before the horizon. Episodes that ended before it are ignored; later ones still make
  /// the term of a match near the horizon known.
  std::optional<EventTime> seen_from() const;

  /// Moves the horizon forward, never back. `commit` stores it.
  void set_horizon(EventTime horizon);

  /// Stores the horizon before the commit.
  void keep_horizon();

  /// Locks all readers out until the end, or fails after some seconds with an error of kind
  /// `in_use`. Call it before anything that cannot be undone.
  Result<Done> claim();

  /// Makes everything durable. Do not use the state afterwards.
  Result<Done> commit();

  /// Undoes everything. The destructor does so too if there was no commit.
  void abandon();

  /// The path, as given to `open` or `create`.
  const std::string& path() const { return path_; }

  /// For the sources of this room.
  Database& database() { return *database_; }

 private:
  State(std::string path, std::optional<Lock> lock, Database database);
  Result<Done> begin(Access access, std::span<const Migration> migrations);

  std::string path_;
  std::string temporary_;  // of a new state before its commit
  std::optional<Lock> lock_;
  std::unique_ptr<Database> database_;  // on the heap: statements refer to it
  Settings settings_;
  std::optional<EventTime> horizon_;
  bool horizon_moved_ = false;
};

}  // namespace s3rare::state
