// Errors are values: what is wrong, in which file, at which byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace s3rare {

enum class ErrorKind {
  usage,        ///< an option or argument that cannot be used
  io,           ///< the operating system refused: open, read, write
  closed_pipe,  ///< the reader of the output has closed it
  damaged,      ///< input or state that is truncated or inconsistent
  malformed,    ///< one record cannot be read; the records around it can
  in_use        ///< another process uses the state
};

/// One fault. `what` says what was found and what was expected, in lower case and without a
/// full stop, so that `path:offset: what` reads as one line of a cron mail.
struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string path;                     ///< empty if no file is involved
  std::optional<std::uint64_t> offset;  ///< byte of the decompressed stream
  std::string what;
};

/// @returns an error about invalid text. The caller adds path and offset if it knows them.
inline Error malformed(std::string what) {
  return {ErrorKind::malformed, {}, std::nullopt, std::move(what)};
}

/// The value of an operation that succeeds without a result.
using Done = std::monostate;

/// A value, or the error that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a function returns its value or its error as it is
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}
  // NOLINTEND(google-explicit-constructor)

  explicit operator bool() const { return held_.index() == 0; }
  T& operator*() { return std::get<0>(held_); }
  const T& operator*() const { return std::get<0>(held_); }
  T* operator->() { return &std::get<0>(held_); }
  const T* operator->() const { return &std::get<0>(held_); }
  Error& error() { return std::get<1>(held_); }
  const Error& error() const { return std::get<1>(held_); }

 private:
  std::variant<T, Error> held_;
};

}  // namespace s3rare
