// Errors are values: what went wrong, in which file, at which byte.
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
  closed_pipe,  ///< whoever reads the output has gone
  damaged,      ///< input, or a state, that breaks off or contradicts itself
  malformed,    ///< one record that cannot be read; its neighbours can
  in_use        ///< another process has the state
};

/// One fault. `what` says what was found and what was expected, in lower case and without a
/// full stop, so that `path:offset: what` reads as one line of a cron mail.
struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string path;                     ///< empty where no file is concerned
  std::optional<std::uint64_t> offset;  ///< byte of the decompressed stream
  std::string what;
};

/// @returns an error of a text that is not what it should be; whoever knows where it stands adds
/// that
inline Error malformed(std::string what) {
  return {ErrorKind::malformed, {}, std::nullopt, std::move(what)};
}

/// The value of what only succeeds or fails.
using Done = std::monostate;

/// A value or the reason why there is none.
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
