#include "reference/outline.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "reference/json.h"

namespace s3rare::reference {
namespace {

// The offset after the closing quote of the string that opens at `begin`, or nothing.
std::optional<std::size_t> end_of_string(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

std::optional<std::size_t> end_of_value(std::string_view text, std::size_t begin) {
  if (text[begin] == '"') return end_of_string(text, begin);
  if (text[begin] == '{' || text[begin] == '[') {
    const Extent extent = find_end(text, begin);
    if (extent.how != Extent::End::closed) return std::nullopt;
    return extent.end;
  }
  std::size_t end = begin;
  while (end < text.size() && !is_white_space(text[end]) &&
         std::string_view("{}[]\",:").find(text[end]) == std::string_view::npos) {
    ++end;
  }
  if (end == begin) return std::nullopt;
  return end;
}

}  // namespace

Extent find_end(std::string_view text, std::size_t begin) {
  Extent extent;
  std::vector<char> open;
  bool escaped = false;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    const bool was_escaped = std::exchange(escaped, c == '\\' && !escaped);
    if (c == '"') {
      if (!was_escaped) extent.in_string = !extent.in_string;
    } else if (extent.in_string) {
      continue;
    } else if (c == '{' || c == '[') {
      open.push_back(c);
      extent.depth = std::max(extent.depth, open.size());
    } else if (c == '}' || c == ']') {
      if (open.back() != (c == '}' ? '{' : '[')) {
        extent.how = Extent::End::mismatched;
        extent.end = at;
        return extent;
      }
      open.pop_back();
      if (!open.empty()) continue;
      extent.how = Extent::End::closed;
      extent.end = at + 1;
      return extent;
    }
  }
  extent.end = text.size();
  extent.in_object = open.back() == '{';
  return extent;
}

std::string Inner::string() const { return decode(text.substr(1, text.size() - 2)); }

Outline outline(std::string_view text) {
  Outline result;
  const bool is_object = text.front() == '{';
  std::size_t at = 1;
  const auto skip_space = [&](bool commas) {
    while (at < text.size() && (is_white_space(text[at]) || (commas && text[at] == ','))) ++at;
    return at < text.size();
  };
  result.readable = false;
  while (skip_space(true)) {
    if (text[at] == (is_object ? '}' : ']')) {
      result.readable = true;
      break;
    }
    Inner inner;
    if (is_object) {
      const auto end = text[at] == '"' ? end_of_string(text, at) : std::nullopt;
      if (!end) break;
      inner.key = decode(text.substr(at + 1, *end - at - 2));
      at = *end;
      if (!skip_space(false) || text[at] != ':') break;
      ++at;
      result.last_key = inner.key;
      if (!skip_space(false)) break;
    }
    const auto end = end_of_value(text, at);
    if (!end) break;
    inner.text = text.substr(at, *end - at);
    at = *end;
    result.last_key.clear();
    result.values.push_back(std::move(inner));
  }
  return result;
}

}  // namespace s3rare::reference
