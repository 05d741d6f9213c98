// Cuts a stream of text into lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "input/window.h"

namespace s3rare::input {

struct LogLine {
  std::string_view text;     ///< without its end; valid until the next call of `next`
  std::uint64_t offset = 0;  ///< in the stream
  bool is_ended = true;      ///< a line end follows, not the end of the stream
  bool is_too_long = false;  ///< longer than `LogLines::kMostBytes`: `text` is empty
};

/// Lines end with LF or CRLF. Memory is bounded: of a longer line nothing is kept.
class LogLines {
 public:
  static constexpr std::size_t kMostBytes = 2 * 1024 * 1024;

  /// @param window  reset to the stream, with any part of it in memory
  explicit LogLines(Window& window) : window_(window) {}

  /// @returns the next line that is not empty; nothing at the end of the stream, or where it breaks
  ///          off: what is left of a line there is dropped
  std::optional<LogLine> next();

 private:
  // The position of the line's end, reading on as needed; nothing if the stream ends before.
  std::optional<std::uint64_t> find_end();

  Window& window_;
  std::uint64_t begin_ = 0;  // of the line
  std::uint64_t seen_ = 0;   // no line end before it
  bool is_too_long_ = false;
};

}  // namespace s3rare::input
