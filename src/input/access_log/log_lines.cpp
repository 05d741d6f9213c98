#include "input/access_log/log_lines.h"

namespace s3rare::input {

std::optional<LogLine> LogLines::next() {
  for (;;) {
    is_too_long_ = false;
    const std::uint64_t begin = begin_;
    const auto end = find_end();
    const bool is_left = begin < window_.end() || is_too_long_;
    if (!end && (window_.fault() || !is_left)) return std::nullopt;
    LogLine line{{}, begin, end.has_value(), is_too_long_};
    if (!line.is_too_long) line.text = window_.view(begin, end.value_or(window_.end()));
    begin_ = seen_ = end ? *end + 1 : window_.end();
    if (line.text.ends_with('\r')) line.text.remove_suffix(1);
    if (line.is_too_long || !line.text.empty()) return line;
  }
}

std::optional<std::uint64_t> LogLines::find_end() {
  for (;;) {
    const std::size_t end = window_.view(seen_, window_.end()).find('\n');
    if (end != std::string_view::npos) return seen_ + end;
    seen_ = window_.end();
    is_too_long_ = is_too_long_ || seen_ - begin_ > kMostBytes;
    if (!window_.fill(is_too_long_ ? seen_ : begin_)) return std::nullopt;
  }
}

}  // namespace s3rare::input
