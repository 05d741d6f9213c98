// A place in a stream of JSON text, and how far one may look from there: to the end of the line,
// where values stand on lines, or of what is in memory.
//
// Whether they do is decided by the first line: if its value ends where it ends, or if it cannot
// be anything but a broken value, the stream is read by lines, and damage costs its line. Else
// line ends are white space, and damage ends the stream.
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
  /// What the next byte stands in.
  enum class Inside {
    string,
    object,  ///< inside an object, or an array, that is kept from its start
    array,
    unknown  ///< anything else
  };

  explicit Cursor(Window& window) : window_(window) {}

  /// Begins the stream that the window was reset to.
  void reset();

  std::uint64_t position() const { return position_; }
  std::uint64_t limit() const { return limit_; }
  bool at_limit() const { return position_ == limit_; }
  char peek() const { return window_.at(position_); }
  std::string_view visible() const { return window_.view(position_, limit_); }
  /// All that there is from the position on, be there a line end in it or not.
  std::string_view in_memory() const { return window_.view(position_, window_.end()); }
  std::string_view view(std::uint64_t from, std::uint64_t to) const {
    return window_.view(from, to);
  }
  const std::optional<Error>& fault() const { return window_.fault(); }

  /// Goes to an offset that is visible or kept.
  void seek(std::uint64_t offset) { position_ = offset; }
  void advance(std::size_t count = 1) { position_ += count; }

  /// Goes behind something in memory that, if line ends matter, has none.
  void jump(std::size_t count) {
    position_ += count;
    if (limit_ < position_) limit_ = position_;
  }

  /// Goes behind a line of `count` bytes that is in memory with its end.
  void take_line(std::size_t count) { begin_line(position_ + count + 1); }

  /// Bytes from an offset on stay in memory, until the next call. Otherwise those before the
  /// position go.
  void keep(std::optional<std::uint64_t> from) { kept_ = from; }

  /// Moves the limit on: looks further for the line's end, reads another chunk, or goes beyond a
  /// line end that proves to be white space. @returns false at the end of the stream, and at that
  /// of a line that ends all
  bool more(Inside inside);

  // These go behind what they skip, and return false where it breaks off at the limit.
  bool skip_space(bool commas);
  bool skip_string();
  void skip_scalar();
  json::BracketScan::Outcome skip_brackets(json::BracketScan& scan);

  /// Skips text of a shape in which 0 stands for any digit. @returns whether it was there, on one
  /// line
  bool skip_shape(std::string_view shape);

  /// Whether the limit is the end of a line.
  bool at_line_end() const { return line_end_ && position_ == *line_end_; }
  bool limited_by_line() const { return line_end_ && limit_ == *line_end_; }

  /// Goes to the next line. @param had_value  whether a value began on this one
  void next_line(bool had_value);

  /// Goes to the next line from anywhere on this one. @returns false if there is none
  bool skip_line();

  /// Whether damage costs a line only; from here on that is settled.
  bool settle_lines();

  /// Whether values are known to stand on lines.
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
  std::uint64_t limit_ = 0;                // up to here there is no line end, or none that matters
  std::optional<std::uint64_t> line_end_;  // of the current line, where it is known: the limit
  std::optional<std::uint64_t> kept_;
  LineRule lines_ = LineRule::undecided;
};

}  // namespace s3rare::input
