#include "text/terminal_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/code_point.h"

namespace s3rare::text {
namespace {

// The most marks that any script stacks on a character. More would reach into other lines.
constexpr std::size_t kMostMarks = 4;

std::size_t columns_of(char32_t code_point) {
  switch (shape_of(code_point)) {
    case Shape::wide:
      return 2;
    case Shape::narrow:
      return 1;
    default:
      return 0;
  }
}

// Removes a character and its marks from the front.
std::string_view take_character(std::string_view& rest, std::size_t& columns) {
  Character next = first_character(rest);
  columns = columns_of(next.code_point);
  std::size_t bytes = next.bytes;
  while (bytes < rest.size()) {
    next = first_character(rest.substr(bytes));
    if (columns_of(next.code_point) > 0) break;
    bytes += next.bytes;
  }
  const std::string_view character = rest.substr(0, bytes);
  rest.remove_prefix(bytes);
  return character;
}

// Returns the longest prefix that fits.
std::string_view beginning(std::string_view shown, std::size_t columns) {
  std::string_view rest = shown;
  std::size_t bytes = 0;
  std::size_t width = 0;
  while (!rest.empty()) {
    std::size_t more = 0;
    const std::string_view character = take_character(rest, more);
    width += more;
    if (width > columns) break;
    bytes += character.size();
  }
  return shown.substr(0, bytes);
}

// Returns the longest suffix that fits.
std::string_view ending(std::string_view shown, std::size_t columns) {
  std::size_t width = display_width(shown);
  while (width > columns) {
    std::size_t less = 0;
    take_character(shown, less);
    width -= less;
  }
  return shown;
}

// Size of the printable ASCII at the front, which nearly all texts consist of: it is shown as it
// is.
std::size_t printable_at_front(std::string_view bytes) {
  const auto* const end =
      std::find_if_not(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return static_cast<std::size_t>(end - bytes.begin());
}

}  // namespace

std::string show_safely(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  std::size_t marks = kMostMarks;  // a mark at the front has no base character
  while (!bytes.empty()) {
    if (const std::size_t printable = printable_at_front(bytes); printable > 0) {
      text += bytes.substr(0, printable);
      bytes.remove_prefix(printable);
      marks = 0;
      continue;
    }
    const Character next = first_character(bytes);
    const Shape shape = next.valid ? shape_of(next.code_point) : Shape::hidden;
    marks = shape == Shape::mark ? marks + 1 : 0;
    if (shape == Shape::hidden || marks > kMostMarks) {
      for (const char byte : bytes.substr(0, next.bytes)) {
        text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
      }
    } else {
      text += bytes.substr(0, next.bytes);
    }
    bytes.remove_prefix(next.bytes);
  }
  return text;
}

std::size_t display_width(std::string_view shown) {
  std::size_t width = 0;
  while (!shown.empty()) {
    const Character next = first_character(shown);
    width += columns_of(next.code_point);
    shown.remove_prefix(next.bytes);
  }
  return width;
}

std::string shorten(std::string_view shown, std::size_t columns) {
  if (display_width(shown) <= columns) return std::string(shown);
  const std::string_view begin = beginning(shown, columns / 2);
  const std::size_t rest = columns - 1 - display_width(begin);
  return fmt::format("{}…{}", begin, ending(shown, rest));
}

}  // namespace s3rare::text
