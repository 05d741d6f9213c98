// SQLite by its own C interface: a connection and statements that close themselves. The home of
// sqlite3.h.
//
// The first failure stays: from then on statements find no row and change nothing, until whoever
// works with the connection asks for `error`. So a loop over rows reads as a loop over rows.
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

/// An open database file. Not for use by two threads at once.
class Database {
 public:
  enum class Mode {
    create,  ///< a file that is not there yet and that nobody knows: no journal, nothing durable
    write,   ///< durable transactions, with a rollback journal
    read     ///< no changes, but for the rollback of a killed process's transaction
  };

  /// @param path  the file; errors name it
  static Result<Database> open(const std::string& path, Mode mode);

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  /// Runs statements that have no parameters and no rows of interest.
  void run(const std::string& sql);

  /// The first failure: of kind `in_use`, `damaged` or `io`. Nothing is reported twice: rolling
  /// back is up to the caller.
  const std::optional<Error>& error() const { return error_; }

  /// Makes a failure of the caller's own stay, such as a row that makes no sense.
  void fail(ErrorKind kind, const std::string& what);

  /// @returns `Done`, or the first failure
  Result<Done> outcome() const { return error_ ? Result<Done>(*error_) : Done(); }

  /// Writes what the open transaction has changed, as far as that can be done without ending it:
  /// what may go wrong, such as a full disk or a reader who does not let go, goes wrong here.
  void flush();

  /// Undoes the open transaction, also after a failure.
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

/// A prepared statement. The database outlives it and stays where it is.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// Begins anew with these values for its parameters: texts, whole numbers, or nothing.
  template <class... Values>
  Statement& with(const Values&... values) {
    reset();
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  /// Begins anew with the first columns of another statement's row.
  Statement& with_row(const Statement& row, int columns);

  /// @returns whether there is a row, the next one
  bool step();

  /// Steps to the end.
  void run() {
    while (step()) continue;
  }

  /// Of the row: valid until the next step. NULL is an empty text, or 0.
  std::string_view text(int column) const;
  std::int64_t integer(int column) const;
  bool is_null(int column) const;

  /// Ends what `with` began: the rows, and the lock that reading them takes.
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
