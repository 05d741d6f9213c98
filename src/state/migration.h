// Migrations: the steps that bring a state of an older schema to the current one.
//
// `State::open` runs them when it opens a state for writing, all in one transaction that it commits
// before the run begins its own: a failure or a crash on the way leaves the old version. It cannot
// join the run's transaction, because a run reads the state over a second connection (settle.h).
// A state that is opened for reading is never migrated, but refused.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "state/sqlite.h"

namespace s3rare::state {

/// One step, from a schema version to the next.
struct Migration {
  std::int64_t from = 0;  ///< the step leads to `from + 1`
  /// Statements without parameters. The last step must end with the exact text of the current
  /// tables (`check_schema` compares it). ALTER TABLE changes the stored text, so a step renames
  /// the old table, creates the new one, copies the rows and drops the old table.
  std::string_view sql;
};

/// The migrations of released schemas: none yet, as there is only version 1.
inline constexpr std::span<const Migration> kMigrations;

/// @returns whether the steps lead from `version`, which is older, to `current`
bool can_migrate(std::int64_t version, std::span<const Migration> migrations, std::int64_t current);

/// Runs the steps from the state's version to `current`, one after the other. Each step writes its
/// version. The caller holds the transaction. Errors stay in the database.
/// @returns whether there were steps to run; if there is no complete chain of them, none runs
bool migrate(Database& database, std::span<const Migration> migrations, std::int64_t current);

/// Refuses a state that `migrate` would change. The error stays in the database.
void refuse_older(Database& database, std::span<const Migration> migrations, std::int64_t current);

}  // namespace s3rare::state
