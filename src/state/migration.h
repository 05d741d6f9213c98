// Migrations: from an older version of the schema to the one after it.
//
// A change of the schema raises kSchemaVersion and adds one row to `migrations()`. A run that
// writes an older state migrates it in the transaction that it commits at its end: a run that
// fails, or is killed, leaves the older state unchanged. A run that only reads an older state is
// refused.
#pragma once

#include <cstdint>
#include <span>

#include "state/sqlite.h"

namespace s3rare::state {

struct Migration {
  std::int64_t from = 0;               ///< the version that it migrates; the result is `from + 1`
  void (*apply)(Database&) = nullptr;  ///< changes the tables; errors stay in the database
};

/// @returns the migrations of this program, by version. Version 1 is the first, so there is none.
std::span<const Migration> migrations();

/// Migrates a state to kSchemaVersion, one version after another, inside the open transaction. Does
/// nothing for a state of this version, a newer one, or one that no migration begins at: these are
/// the business of `check_schema`.
/// @param may_write  otherwise an older state is an error of kind `damaged` that says what to do
void migrate(Database& database, std::span<const Migration> known, bool may_write);

}  // namespace s3rare::state
