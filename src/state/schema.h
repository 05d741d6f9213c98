// The state's tables, settings and schema version, and the checks that a file is a state.
//
// A state is one SQLite database in rollback journal mode, on a local disk, with one writing run at
// a time. We decided against WAL: it lets people read while a run writes, but it leaves two more
// files to copy and restore, needs shared memory, and writes a large first run twice. With a
// rollback journal the state is one file that can be copied whenever no run is active, and new
// pages are appended once. A run locks readers out from the moment it has read its logs until it
// ends.
//
// Times are texts in UTC, `2024-05-01 12:00:00`; terms, event IDs and paths are escaped as inside a
// JSON string. All of it can be read, sorted and shown on a terminal (see column_text.h).
//
// The file header carries `application_id` (the file is a state) and `user_version` (the schema
// version). A writer migrates an older schema in one transaction (migration.h), a reader refuses
// it; both refuse a newer one.
//
// Runs ignore rows that lie too far back (--retain) and delete them from time to time, see
// `retention.h`.
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

/// The settings that define a history. A run with other settings cannot use it.
struct Settings {
  TermFields term_fields;
  Seconds window = 0;
  Principal principal = Principal::both;

  friend bool operator==(const Settings&, const Settings&) = default;
};

/// @returns the first setting of `has` that differs from `wants`, as an option: `--window 7d`
std::string first_difference(const Settings& has, const Settings& wants);

/// @returns `both` or `anonymous`
std::string_view principal_text(Principal principal);
std::optional<Principal> parse_principal_text(std::string_view text);

/// Checks from a file's first bytes whether it can be a state. Writes nothing, so that no lock file
/// appears beside a file that is not a state.
Result<Done> looks_like_state(const std::string& path);

/// Creates the tables in an empty database.
void create_schema(Database& database, const Settings& settings);

/// Checks that the file is as long as its header says. SQLite itself reads a truncated last page as
/// one that ends in zeros. Errors stay in the database.
void check_size(Database& database);

/// The schema version that the file's header carries (`user_version`).
std::int64_t schema_version(Database& database);
void write_schema_version(Database& database, std::int64_t version);

/// Checks that the tables are those of this version. Errors stay in the database.
void check_schema(Database& database);

/// Reads the settings. Errors stay in the database.
Settings read_settings(Database& database);

/// A named value, such as the horizon; nothing if it is not set.
std::optional<std::string> read_setting(Database& database, std::string_view name);
void write_setting(Database& database, std::string_view name, std::string_view value);

}  // namespace s3rare::state
