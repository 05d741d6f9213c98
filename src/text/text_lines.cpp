#include "text/text_lines.h"

#include <algorithm>

#include "text/terminal_text.h"

namespace s3rare::text {
std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
  std::string lines;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t width = display_width(word);
    if (column > indent && column + 1 + width > columns) {
      lines.append("\n").append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width;
  }
  return lines;
}

std::string cell(std::string_view text, std::size_t columns) {
  return text.empty() ? "-" : shorten(show_safely(text), columns);
}

std::string padded_cell(std::string_view text, std::size_t columns) {
  std::string shown = cell(text, columns);
  const std::size_t width = display_width(shown);
  if (width < columns) shown.append(columns - width, ' ');
  return shown;
}

std::string path_text(std::string_view path, std::size_t columns) {
  std::string shown = show_safely(path);
  if (display_width(shown) <= columns) return shown;
  const std::size_t name = path.rfind('/');
  if (name == std::string_view::npos) return shorten(shown, columns);
  return "…" + shorten(show_safely(path.substr(name)), columns - 1);
}

std::string object_of(std::string_view bucket, std::string_view key) {
  std::string object(bucket);
  if (!key.empty()) object.append(bucket.empty() ? "" : "/").append(key);
  return object;
}

}  // namespace s3rare::text
