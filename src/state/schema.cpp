#include "state/schema.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace s3rare::state {
namespace {

constexpr std::int64_t kApplicationId = 0x53335241;  // "S3RA"

struct Part {
  std::string_view name;
  std::string_view sql;
};

// SQLite stores these texts as they are, so `.schema` shows the comments too. They are part of the
// schema: changing a comment changes the schema version.
constexpr std::array<Part, 7> kParts = {{
    {"settings", R"(CREATE TABLE settings (
  name TEXT PRIMARY KEY,  -- term_fields, window, principal: what defines the history;
  value TEXT NOT NULL     -- horizon: matches before it count for nothing (--retain); seen_from:
                          -- episodes before it neither; deleted_to: they are gone up to here;
                          -- newest: record that was read
) STRICT, WITHOUT ROWID)"},
    {"episodes", R"(CREATE TABLE episodes (
  term TEXT NOT NULL,        -- the source, or the values of --term as a JSON array
  first_seen TEXT NOT NULL,  -- UTC
  last_seen TEXT NOT NULL,
  event_id TEXT NOT NULL,    -- of the match at first_seen
  status TEXT NOT NULL CHECK (status IN ('learned', 'held', 'alerted')),
  PRIMARY KEY (term, first_seen)
) STRICT, WITHOUT ROWID)"},
    {"alerts", R"(CREATE TABLE alerts (
  time TEXT NOT NULL,  -- UTC, of the event
  event_id TEXT NOT NULL,
  term TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('held', 'alerted')),
  alert_id TEXT NOT NULL,
  line TEXT NOT NULL,  -- the alert as it was written
  PRIMARY KEY (time, event_id, term)
) STRICT)"},
    {"files", R"(CREATE TABLE files (
  path TEXT PRIMARY KEY,   -- with all links resolved; escaped as in a JSON string
  size INTEGER NOT NULL,   -- bytes
  modified TEXT NOT NULL,  -- UTC
  status TEXT NOT NULL CHECK (status IN ('read', 'damaged')),
  records INTEGER NOT NULL,
  newest TEXT              -- record in it, UTC, of those whose time was looked at
) STRICT, WITHOUT ROWID)"},
    {"days", R"(CREATE TABLE days (
  day TEXT PRIMARY KEY  -- UTC: a record of it was seen
) STRICT, WITHOUT ROWID)"},
    {"runs", R"(CREATE TABLE runs (
  started TEXT NOT NULL,  -- UTC, by the machine's clock
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  files INTEGER NOT NULL,  -- read, damaged ones too
  records INTEGER NOT NULL,
  matches INTEGER NOT NULL,
  alerts INTEGER NOT NULL,
  earliest TEXT,  -- record
  latest TEXT,
  PRIMARY KEY (started, host, pid)
) STRICT, WITHOUT ROWID)"},
    {"sources", R"(CREATE VIEW sources AS
SELECT e.term AS source, min(e.first_seen) AS first_seen, max(e.last_seen) AS last_seen,
       count(*) AS episodes,
       CASE max(CASE e.status WHEN 'alerted' THEN 3 WHEN 'held' THEN 2 ELSE 1 END)
         WHEN 3 THEN 'alerted' WHEN 2 THEN 'held' ELSE 'learned' END AS status,
       a.last_alert, a.alert_id
FROM episodes e
LEFT JOIN (SELECT term, max(time) AS last_alert, alert_id FROM alerts GROUP BY term) a
  ON a.term = e.term
WHERE e.last_seen >= coalesce((SELECT value FROM settings WHERE name = 'seen_from'), '')
GROUP BY e.term)"},
}};

Error refuse(const std::string& path, std::string what) {
  return {ErrorKind::damaged, path, std::nullopt, std::move(what)};
}

std::int64_t pragma(Database& database, const char* name) {
  Statement statement(database, std::string("PRAGMA ") + name);
  return statement.step() ? statement.integer(0) : 0;
}

}  // namespace

std::string first_difference(const Settings& has, const Settings& wants) {
  if (has.term_fields != wants.term_fields) return "--term " + term_field_names(has.term_fields);
  if (has.window != wants.window) return "--window " + format_duration(has.window);
  return "--principal " + std::string(principal_text(has.principal));
}

std::string_view principal_text(Principal principal) {
  return principal == Principal::both ? "both" : "anonymous";
}

std::optional<Principal> parse_principal_text(std::string_view text) {
  for (const Principal principal : {Principal::both, Principal::anonymous}) {
    if (text == principal_text(principal)) return principal;
  }
  return std::nullopt;
}

Result<Done> looks_like_state(const std::string& path) {
  constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  constexpr std::size_t kIdOffset = 68;
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return refuse(path, "found a folder or a device, expected an s3rare state file");
  }
  std::array<char, 100> header{};
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error{ErrorKind::io, path, std::nullopt,
                 "cannot open the state: " + std::generic_category().message(errno)};
  }
  file.read(header.data(), header.size());
  const auto size = static_cast<std::size_t>(file.gcount());
  if (size == 0) {
    return refuse(path, "found an empty file, expected an s3rare state file; " +
                            std::string(kRecoveryAdvice));
  }
  if (!std::string_view(header.data(), size).starts_with(kMagic)) {
    return refuse(
        path,
        "found a file that is not an s3rare state: give --state another name or, if it was a "
        "state, " +
            std::string(kRecoveryAdvice));
  }
  if (size < header.size()) {
    return refuse(
        path, "found a truncated state, expected a complete one; " + std::string(kRecoveryAdvice));
  }
  std::int64_t id = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    id = id << 8 | static_cast<unsigned char>(header[kIdOffset + i]);
  }
  if (id == kApplicationId) return Done();
  return refuse(path,
                "found another program's SQLite database, expected an s3rare state file; "
                "give --state another name");
}

void create_schema(Database& database, const Settings& settings) {
  database.run("PRAGMA application_id = " + std::to_string(kApplicationId));
  write_schema_version(database, kSchemaVersion);
  for (const Part& part : kParts) database.run(std::string(part.sql));
  write_setting(database, "term_fields", term_field_names(settings.term_fields));
  write_setting(database, "window", format_duration(settings.window));
  write_setting(database, "principal", principal_text(settings.principal));
}

void check_size(Database& database) {
  Statement mode(database, "PRAGMA journal_mode");
  if (mode.step() && mode.text(0) == "wal")
    return;  // a user's choice: pages may be in the -wal file
  const std::int64_t expected = pragma(database, "page_count") * pragma(database, "page_size");
  std::error_code failed;
  const auto size = std::filesystem::file_size(database.path(), failed);
  if (!failed && size < static_cast<std::uintmax_t>(expected)) {
    database.fail(ErrorKind::damaged, "found a truncated state, expected a complete one; " +
                                          std::string(kRecoveryAdvice));
  }
}

std::int64_t schema_version(Database& database) { return pragma(database, "user_version"); }

void write_schema_version(Database& database, std::int64_t version) {
  database.run("PRAGMA user_version = " + std::to_string(version));
}

void check_schema(Database& database) {
  const std::int64_t version = schema_version(database);
  if (version > kSchemaVersion) {
    database.fail(ErrorKind::damaged, "found state schema " + std::to_string(version) +
                                          ", expected at most " + std::to_string(kSchemaVersion) +
                                          ": a newer s3rare wrote this state; use that version");
  }
  Statement find(database, "SELECT sql FROM sqlite_schema WHERE name = ?");
  for (const Part& part : kParts) {
    const bool same = find.with(part.name).step() && find.text(0) == part.sql;
    if (!same || version != kSchemaVersion) {
      database.fail(ErrorKind::damaged, "found a state whose table " + std::string(part.name) +
                                            " is missing or changed; " +
                                            std::string(kRecoveryAdvice));
    }
  }
}

Settings read_settings(Database& database) {
  const auto value = [&](std::string_view name) {
    return read_setting(database, name).value_or(std::string());
  };
  const auto fields = parse_term_fields(value("term_fields"));
  const auto window = parse_duration(value("window"));
  const auto principal = parse_principal_text(value("principal"));
  if (fields && window && principal) return {*fields, *window, *principal};
  database.fail(ErrorKind::damaged, "found a state whose settings are missing or changed; " +
                                        std::string(kRecoveryAdvice));
  return {};
}

std::optional<std::string> read_setting(Database& database, std::string_view name) {
  Statement find(database, "SELECT value FROM settings WHERE name = ?");
  return find.with(name).step() ? std::optional(std::string(find.text(0))) : std::nullopt;
}

void write_setting(Database& database, std::string_view name, std::string_view value) {
  Statement(database, "INSERT OR REPLACE INTO settings VALUES (?, ?)").with(name, value).run();
}

}  // namespace s3rare::state
