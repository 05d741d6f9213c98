// The state's tables, and what makes a file a state.
//
// One SQLite database, in rollback journal mode. Its place is a local disk, its writer one run at
// a time. WAL was weighed: it lets people read while a run writes, but it leaves two more files
// that must be copied and restored along, needs shared memory, and writes a large first run twice.
// A rollback journal leaves one file that may be copied whenever no run is on, and appends new
// pages once. A run keeps readers out from when its logs are read until it ends.
//
// Times are texts in UTC, `2024-05-01 12:00:00`; terms, event IDs and paths are written as between
// the quotes of a JSON string: all can be read, sorted and shown on a terminal (see column_text.h).
//
// The header of the file carries `application_id` (what it is) and `user_version` (the version of
// this schema). A later version migrates an older one in one transaction; a newer one is refused.
//
// What lies too far back (--retain) is forgotten: its rows are no longer seen, and are deleted when
// enough of them may have gathered, see `retention.h`.
//
// Source: sqlite.org, "Write-Ahead Logging", "Appropriate Uses For SQLite", "STRICT Tables".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "s3rare/rule.h"
#include "s3rare/term.h"
#include "state/sqlite.h"

namespace s3rare::state {

inline constexpr std::int64_t kSchemaVersion = 1;

/// What defines a history: a run with other settings cannot use it.
struct Settings {
  TermFields term_fields;
  Seconds window = 0;
  Principal principal = Principal::both;

  friend bool operator==(const Settings&, const Settings&) = default;
};

/// @returns the option that makes the first of `has` that `wants` lacks: `--window 7d`
std::string first_difference(const Settings& has, const Settings& wants);

/// @returns `both` or `anonymous`
std::string_view principal_text(Principal principal);
std::optional<Principal> parse_principal_text(std::string_view text);

/// Tells from a file's first bytes whether it can be a state at all, and changes nothing: not even
/// a lock is made beside what is something else.
Result<Done> looks_like_state(const std::string& path);

/// Makes the tables in an empty database.
void create_schema(Database& database, const Settings& settings);

/// Makes sure that the file is as long as it says. SQLite itself takes a last page that is cut for
/// one that ends in zeros. What is wrong stays in the database.
void check_size(Database& database);

/// The schema version that the file's header carries (`user_version`).
std::int64_t schema_version(Database& database);
void write_schema_version(Database& database, std::int64_t version);

/// Makes sure that the tables are those of this version. What is wrong stays in the database.
void check_schema(Database& database);

/// Reads the settings. What is wrong stays in the database.
Settings read_settings(Database& database);

/// A named value, such as the horizon; absent where it is not set.
std::optional<std::string> read_setting(Database& database, std::string_view name);
void write_setting(Database& database, std::string_view name, std::string_view value);

}  // namespace s3rare::state
