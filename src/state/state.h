// A state: the history of earlier runs, opened for one run.
//
// A writer holds the lock and one transaction from the beginning to `commit`: whatever ends the
// run before leaves the state as it was. A state that is not there yet is made under another name
// and gets its own at the commit, so that it is there whole or not at all.
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

/// What a state is called, behind its own name, until its first commit.
inline constexpr const char* kNewSuffix = ".s3rare-new";

class State {
 public:
  enum class Access {
    write,
    read,   ///< one unchanging view of it
    glance  ///< each statement for itself: holds no commit of another run up
  };

  /// Opens a state.
  /// @param path     a regular file
  /// @param started  when this run began, for the lock
  /// @returns an error of kind `in_use`; of kind `damaged` for what is no state, is broken, or was
  ///          made by a newer version; or of kind `io`. Nothing has been changed then
  static Result<State> open(const std::string& path, Access access, EventTime started,
                            std::span<const Migration> migrations = kMigrations);

  /// Begins a state that is not there yet, for writing.
  static Result<State> create(const std::string& path, const Settings& settings, EventTime started);

  /// @returns whether there is anything under this name
  static bool exists(const std::string& path);

  State(State&& other) noexcept;
  State& operator=(State&&) = delete;
  ~State();

  /// What defines the history.
  const Settings& settings() const { return settings_; }

  /// Matches before it raise nothing and are not kept.
  std::optional<EventTime> horizon() const { return horizon_; }

  /// A window before the horizon: episodes that ended before it are forgotten. Later ones still
  /// say of a match behind the horizon that its term is known.
  std::optional<EventTime> seen_from() const;

  /// Moves the horizon forward; it never moves back. A commit keeps it.
  void set_horizon(EventTime horizon);

  /// Writes the horizon down; a commit does too.
  void keep_horizon();

  /// Takes the state from all readers until the end, or fails, after some seconds, with an error of
  /// kind `in_use`: before anything is done that cannot be undone.
  Result<Done> claim();

  /// Makes everything durable. Nothing may be done with the state afterwards.
  Result<Done> commit();

  /// Undoes everything; also done when a state goes without a commit.
  void abandon();

  /// As it was opened.
  const std::string& path() const { return path_; }

  /// For the files of this folder.
  Database& database() { return *database_; }

 private:
  State(std::string path, std::optional<Lock> lock, Database database);
  Result<Done> begin(Access access, std::span<const Migration> migrations);

  std::string path_;
  std::string temporary_;  // of a state that is not there yet
  std::optional<Lock> lock_;
  std::unique_ptr<Database> database_;  // statements know where it is
  Settings settings_;
  std::optional<EventTime> horizon_;
  bool horizon_moved_ = false;
};

}  // namespace s3rare::state
