// A position in a stream of JSON text and the limit up to which the text is visible: the end of
// the line if the stream is read by lines, otherwise the end of the bytes in memory.
//
// The first line decides. If its value ends at the end of the line, or if it can only be a broken
// value, the stream is read by lines, and damage loses one line. Otherwise line ends are white
// space, and damage ends the stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "input/window.h"
#include "json/brackets.h"

namespace s3rare::input {

class Cursor {
 public:
  /// What encloses the next byte.
  enum class Inside {
    string,
    object,  ///< an object, or an array, that is kept from its start
    array,
    unknown  ///< anything else
  };

  explicit Cursor(Window& window) : window_(window) {}

  /// Starts the stream that the window was reset to.
  void reset();

  std::uint64_t position() const { return position_; }
  std::uint64_t limit() const { return limit_; }
  bool at_limit() const { return position_ == limit_; }
  char peek() const { return window_.at(position_); }
  std::string_view visible() const { return window_.view(position_, limit_); }
  /// All bytes in memory from the position on, across line ends.
  std::string_view in_memory() const { return window_.view(position_, window_.end()); }
  std::string_view view(std::uint64_t from, std::uint64_t to) const {
    return window_.view(from, to);
  }
  const std::optional<Error>& fault() const { return window_.fault(); }

  /// Moves to an offset that is visible or kept.
  void seek(std::uint64_t offset) { position_ = offset; }
  void advance(std::size_t count = 1) { position_ += count; }

  /// Skips `count` bytes in memory, which contain no line end if the stream is read by lines.
  void jump(std::size_t count) {
    position_ += count;
    if (limit_ < position_) limit_ = position_;
  }

  /// Skips a line of `count` bytes and its line end; both are in memory.
  void take_line(std::size_t count) { begin_line(position_ + count + 1); }

  /// Keeps the bytes from an offset on in memory, until the next call of `keep`. Without an offset,
  /// bytes before the position may be dropped.
  void keep(std::optional<std::uint64_t> from) { kept_ = from; }

  /// Extends the limit: searches further for the line's end, reads another chunk, or passes a line
  /// end that proves to be white space.
  /// @returns false at the end of the stream, or at the end of a line if the stream is read by
  /// lines
  bool more(Inside inside);

  // Each moves behind what it skips, and returns false if that is cut off at the limit.
  bool skip_space(bool commas);
  bool skip_string();
  /// @param most  bytes of the string to keep, if `keep` was called for it
  bool skip_string(std::size_t most);
  void skip_scalar();
  json::BracketScan::Outcome skip_brackets(json::BracketScan& scan);

  /// Skips text that has a given shape, in which 0 means any digit.
  /// @returns whether the text was found, on one line
  bool skip_shape(std::string_view shape);

  /// Whether the limit is the end of a line.
  bool at_line_end() const { return line_end_ && position_ == *line_end_; }
  bool limited_by_line() const { return line_end_ && limit_ == *line_end_; }

  /// Moves to the next line. @param had_value  whether a value began on this line
  void next_line(bool had_value);

  /// Moves to the next line from anywhere on this line. @returns false if there is none
  bool skip_line();

  /// Decides for good whether the stream is read by lines, that is whether damage loses one line.
  bool settle_lines();

  /// Whether the stream is known to be read by lines.
  bool reads_lines() const { return lines_ == LineRule::yes; }

  /// Whether line ends are known to be white space.
  bool ignores_lines() const { return lines_ == LineRule::no; }

 private:
  enum class LineRule { undecided, yes, no };

  bool line_breaks_value(Inside inside);
  void begin_line(std::uint64_t offset);
  void look_further();
  std::uint64_t keep_from() const { return kept_.value_or(position_); }

  Window& window_;
  std::uint64_t position_ = 0;
  std::uint64_t limit_ = 0;                // no line end before it, or only white space
  std::optional<std::uint64_t> line_end_;  // of the current line, once known; it is the limit
  std::optional<std::uint64_t> kept_;
  LineRule lines_ = LineRule::undecided;
};

}  // namespace s3rare::input
