#include "state/sqlite.h"

#include <sqlite3.h>

#include <utility>

namespace s3rare::state {
namespace {

// The longest time that a user of sqlite3 can make a run wait.
constexpr int kBusyMilliseconds = 10'000;

// Settings of all connections: a bounded cache, and no trust in the content of a file.
constexpr const char* kSettings =
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA cache_size = -8192;"  // 8 MiB
    "PRAGMA temp_store = FILE;"
    "PRAGMA temp.cache_size = -2048;"
    "PRAGMA mmap_size = 0;";

const char* settings_of(Database::Mode mode) {
  switch (mode) {
    case Database::Mode::create:
      return "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = "
             "EXCLUSIVE;";
    case Database::Mode::write:
      // A rollback journal, see schema.h. EXTRA syncs the folder too: if the removal of the
      // journal were lost, the journal would undo the transaction.
      return "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;";
    case Database::Mode::read:
      return "PRAGMA query_only = ON;";
  }
  return "";
}

// SQLite gives some names a meaning, such as `:memory:`; `./` makes every name a path.
std::string plain_path(const std::string& path) {
  return path.starts_with('/') ? path : "./" + path;
}

ErrorKind kind_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorKind::in_use;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
    case SQLITE_TOOBIG:
      return ErrorKind::damaged;
    default:
      return ErrorKind::io;
  }
}

std::string explain(int code, const char* message) {
  switch (kind_of(code)) {
    case ErrorKind::in_use:
      return "the state is in use: another process is reading or writing it with SQLite";
    case ErrorKind::damaged:
      return std::string("found a damaged state (SQLite: ") + message +
             "), expected an intact one; " + std::string(kRecoveryAdvice);
    default:
      break;
  }
  if ((code & 0xff) == SQLITE_NOMEM) return "cannot read or write the state: out of memory";
  if (code == SQLITE_FULL) return "cannot write the state: no space left on the device";
  if ((code & 0xff) == SQLITE_READONLY || (code & 0xff) == SQLITE_CANTOPEN) {
    return std::string("cannot write the state or its journal (SQLite: ") + message + ")";
  }
  return std::string("cannot read or write the state (SQLite: ") + message + ")";
}

}  // namespace

Database::Database(sqlite3* connection, std::string path) noexcept
    : connection_(connection), path_(std::move(path)) {}

Database::Database(Database&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      path_(std::move(other.path_)),
      error_(std::move(other.error_)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(connection_, other.connection_);
  path_.swap(other.path_);
  error_.swap(other.error_);
  return *this;
}

Database::~Database() { sqlite3_close_v2(connection_); }

Result<Database> Database::open(const std::string& path, Mode mode) {
  const int flags = SQLITE_OPEN_READWRITE | (mode == Mode::create ? SQLITE_OPEN_CREATE : 0);
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(plain_path(path).c_str(), &connection, flags, nullptr);
  Database database(connection, path);
  if (code != SQLITE_OK) {
    database.fail(code);
    return *database.error();
  }
  sqlite3_extended_result_codes(connection, 1);
  sqlite3_busy_timeout(connection, kBusyMilliseconds);
  if (mode != Mode::create) {
    // Defensive mode would forbid `journal_mode = OFF`, so a new file does without it.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  }
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  database.run(kSettings);
  database.run(settings_of(mode));
  if (mode == Mode::write && !database.error_ && sqlite3_db_readonly(connection, "main") == 1) {
    database.fail(SQLITE_READONLY);
  }
  if (database.error_) return *database.error_;
  return database;
}

void Database::run(const std::string& sql) {
  if (error_) return;
  const int code = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

void Database::fail(int code) {
  if (error_) return;
  // The returned code may differ from the connection's last error.
  const int last = connection_ == nullptr ? code : sqlite3_extended_errcode(connection_);
  const int extended = (last & 0xff) == (code & 0xff) ? last : code;
  const char* message = extended == last && connection_ != nullptr ? sqlite3_errmsg(connection_)
                                                                   : sqlite3_errstr(code);
  error_ = Error{kind_of(extended), path_, std::nullopt, explain(extended, message)};
}

void Database::fail(ErrorKind kind, const std::string& what) {
  if (!error_) error_ = Error{kind, path_, std::nullopt, what};
}

void Database::flush() {
  if (error_) return;
  const int code = sqlite3_db_cacheflush(connection_);
  if (code != SQLITE_OK) fail(code);
}

void Database::roll_back() {
  if (connection_ == nullptr || sqlite3_get_autocommit(connection_) != 0) return;
  sqlite3_exec(connection_, "ROLLBACK", nullptr, nullptr, nullptr);
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  if (database_.error_) return;
  const int code = sqlite3_prepare_v2(database_.connection_, sql.data(),
                                      static_cast<int>(sql.size()), &statement_, nullptr);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::reset() {
  // Its result repeats the last step's failure, which is recorded already.
  sqlite3_reset(statement_);
}

Statement& Statement::with_row(const Statement& row, int columns) {
  reset();
  for (int column = 0; column < columns && statement_ != nullptr; ++column) {
    const int code =
        sqlite3_bind_value(statement_, column + 1, sqlite3_column_value(row.statement_, column));
    if (code != SQLITE_OK) database_.fail(code);
  }
  return *this;
}

bool Statement::step() {
  if (database_.error_ || statement_ == nullptr) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();  // lets go of the lock that reading takes
  } else {
    database_.fail(code);
  }
  return false;
}

void Statement::bind(int parameter, std::string_view text) {
  if (statement_ == nullptr) return;
  const int code = sqlite3_bind_text64(statement_, parameter, text.data(), text.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_.fail(code);
}

void Statement::bind(int parameter, std::int64_t number) {
  if (statement_ == nullptr) return;
  const int code = sqlite3_bind_int64(statement_, parameter, number);
  if (code != SQLITE_OK) database_.fail(code);
}

void Statement::bind(int parameter, const std::optional<std::string>& text) {
  if (text) return bind(parameter, std::string_view(*text));
  if (statement_ != nullptr) sqlite3_bind_null(statement_, parameter);
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) {
    // Null is also what SQLite returns for a text if it has no memory.
    if (!is_null(column)) database_.fail(SQLITE_NOMEM);
    return {};
  }
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace s3rare::state
