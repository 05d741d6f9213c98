// SQLite's C interface as a connection and statements that close themselves. Only sqlite.cpp
// includes sqlite3.h.
//
// The first failure stays: from then on statements find no rows and change nothing, and the caller
// checks `error` once at the end. So a loop over rows needs no error handling.
//
// Source: sqlite.org, "C-language Interface Specification".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace s3rare::state {

/// What to do about a damaged state: the end of an error message.
inline constexpr std::string_view kRecoveryAdvice =
    "restore a backup, or move the file (and its -journal, if present) away and rebuild the state "
    "from the logs with --learn";

/// An open database file. Two threads must not use it at the same time.
class Database {
 public:
  enum class Mode {
    create,  ///< a new file that nobody else uses: no journal, nothing durable
    write,   ///< durable transactions, with a rollback journal
    read     ///< no changes, except the rollback of a killed process's transaction
  };

  /// @param path  the file; errors name it
  static Result<Database> open(const std::string& path, Mode mode);

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  /// Runs statements that have no parameters and no rows of interest.
  void run(const std::string& sql);

  /// The first failure, of kind `in_use`, `damaged` or `io`. The caller rolls back.
  const std::optional<Error>& error() const { return error_; }

  /// Records a failure that the caller found, such as an invalid row.
  void fail(ErrorKind kind, const std::string& what);

  /// @returns `Done`, or the first failure
  Result<Done> outcome() const { return error_ ? Result<Done>(*error_) : Done(); }

  /// Writes the open transaction's changes without ending it, so that a full disk or a reader that
  /// keeps its lock fails here and not in the commit.
  void flush();

  /// Rolls the open transaction back, also after a failure.
  void roll_back();

  const std::string& path() const { return path_; }

 private:
  friend class Statement;
  Database(sqlite3* connection, std::string path) noexcept;
  void fail(int code);

  sqlite3* connection_;
  std::string path_;
  std::optional<Error> error_;
};

/// A prepared statement. The database must outlive it and must not move.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Restarts with these parameter values: texts, integers, or NULL (an empty optional).
  template <class... Values>
  Statement& with(const Values&... values) {
    reset();
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  /// Restarts with the first columns of another statement's row as parameters.
  Statement& with_row(const Statement& row, int columns);

  /// @returns whether there is a next row
  bool step();

  /// Steps to the end.
  void run() {
    while (step()) continue;
  }

  /// Columns of the current row. Texts are valid until the next step. NULL is an empty text, or 0.
  std::string_view text(int column) const;
  std::int64_t integer(int column) const;
  bool is_null(int column) const;

  /// Ends the reading of rows and releases the lock that it holds.
  void reset();

 private:
  void bind(int parameter, std::string_view text);
  void bind(int parameter, const std::string& text) { bind(parameter, std::string_view(text)); }
  void bind(int parameter, std::int64_t number);
  void bind(int parameter, const std::optional<std::string>& text);

  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace s3rare::state
