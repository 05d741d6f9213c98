#include "input/cursor.h"

#include <algorithm>

#include "json/text.h"

namespace s3rare::input {
namespace {

// Bytes searched for a line end at a time. Most lines need no search: see ObjectRun.
constexpr std::size_t kLookBytes = 256;

bool ends_scalar(char c) { return json::is_space(c) || c == ',' || c == ']' || c == '}'; }

}  // namespace

void Cursor::reset() {
  position_ = limit_ = 0;
  line_end_.reset();
  kept_.reset();
  lines_ = LineRule::undecided;
}

bool Cursor::more(Inside inside) {
  if (limited_by_line()) {
    if (lines_ == LineRule::undecided && line_breaks_value(inside)) lines_ = LineRule::yes;
    if (lines_ == LineRule::yes) return false;
    lines_ = LineRule::no;
    line_end_.reset();
    limit_ = window_.end();
    return true;
  }
  if (limit_ == window_.end() && !window_.fill(keep_from())) return false;
  look_further();
  return true;
}

// Whether a value that is open at the end of the first line can only be broken: a string cannot
// contain a line end, and the next line can only begin a value after a colon in an object, or
// after a comma or the bracket in an array.
bool Cursor::line_breaks_value(Inside inside) {
  if (inside == Inside::string || inside == Inside::unknown) return inside == Inside::string;
  const std::uint64_t next_line = *line_end_ + 1;
  while (window_.end() == next_line && window_.fill(keep_from())) {
  }
  if (window_.end() == next_line) return false;
  std::uint64_t last = *line_end_;
  while (last > window_.begin() && json::is_space(window_.at(last))) --last;
  const char first = window_.at(next_line);
  const std::string_view before_value = inside == Inside::object ? ":" : ",[";
  return (first == '{' || first == '[') &&
         before_value.find(window_.at(last)) == std::string_view::npos;
}

// Searches for the end of the line from the limit on.
void Cursor::look_further() {
  const std::uint64_t end = window_.end();
  const std::uint64_t from = limit_;
  limit_ = lines_ == LineRule::no ? end : std::min<std::uint64_t>(end, from + kLookBytes);
  if (lines_ == LineRule::no) return;
  const std::size_t newline = window_.view(from, limit_).find('\n');
  if (newline != std::string_view::npos) limit_ = *(line_end_ = from + newline);
}

void Cursor::begin_line(std::uint64_t offset) {
  position_ = limit_ = offset;
  line_end_.reset();
}

bool Cursor::skip_space(bool commas) {
  for (;;) {
    for (; position_ < limit_; ++position_) {
      const char c = window_.at(position_);
      if (!json::is_space(c) && !(commas && c == ',')) return true;
    }
    if (!more(Inside::unknown)) return false;
  }
}

bool Cursor::skip_string() { return skip_string(static_cast<std::size_t>(-1)); }

bool Cursor::skip_string(std::size_t most) {
  ++position_;
  bool escaped = false;
  for (;;) {
    for (; position_ < limit_; ++position_) {
      const char c = window_.at(position_);
      if (c == '"' && !escaped) {
        ++position_;
        return true;
      }
      escaped = c == '\\' && !escaped;
    }
    if (kept_ && position_ - *kept_ > most) kept_.reset();
    if (!more(Inside::string)) return false;
  }
}

void Cursor::skip_scalar() {
  do {
    while (position_ < limit_ && !ends_scalar(window_.at(position_))) ++position_;
  } while (position_ == limit_ && more(Inside::unknown));
}

json::BracketScan::Outcome Cursor::skip_brackets(json::BracketScan& scan) {
  scan.start();
  for (;;) {
    const std::size_t scanned = scan.size();
    const json::BracketScan::Outcome outcome = scan.scan(visible());
    position_ += scan.size() - scanned;
    if (outcome != json::BracketScan::Outcome::more) return outcome;
    if (!more(scan.in_string() ? Inside::string : Inside::unknown)) return outcome;
  }
}

bool Cursor::skip_shape(std::string_view shape) {
  for (std::size_t i = 0; i < shape.size(); ++i) {
    while (position_ + i == limit_) {
      if (limited_by_line() || !more(Inside::unknown)) return false;
    }
    const char c = window_.at(position_ + i);
    if (shape[i] == '0' ? c < '0' || c > '9' : c != shape[i]) return false;
  }
  position_ += shape.size();
  return true;
}

void Cursor::next_line(bool had_value) {
  if (had_value) lines_ = LineRule::yes;
  begin_line(*line_end_ + 1);
}

bool Cursor::skip_line() {
  while (!line_end_) {
    position_ = limit_;
    if (!more(Inside::unknown)) return false;
  }
  next_line(true);
  return true;
}

bool Cursor::settle_lines() {
  if (lines_ == LineRule::undecided) lines_ = LineRule::yes;
  return lines_ == LineRule::yes;
}

}  // namespace s3rare::input
