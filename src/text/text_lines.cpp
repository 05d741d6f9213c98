#include "text/text_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "explain/explained.h"
#include "text/terminal_text.h"

namespace s3rare::text {
namespace {

constexpr std::size_t kTimeColumns = 20;
constexpr std::size_t kSourceColumns = 15;  // an IPv4 address
constexpr std::size_t kWidestSource = 45;   // an IPv6 address
constexpr std::size_t kActionColumns = 14;
constexpr std::size_t kEventIdColumns = 36;
constexpr std::size_t kErrorColumns = 30;

}  // namespace

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

std::string example_text(const explain::Example& example, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string line = fmt::format(
      "{}{}  {}  {}", margin,
      padded_cell(example.time ? format_utc(*example.time) : "", kTimeColumns),
      padded_cell(example.source,
                  std::max(kSourceColumns, std::min(kWidestSource, example.source.size()))),
      padded_cell(example.action, kActionColumns));
  std::string second = margin + "  ";
  const std::string event_id = cell(example.event_id, kEventIdColumns);
  if (display_width(line) + 2 + display_width(event_id) <= explain::kTextColumns) {
    line += "  " + event_id;
  } else {
    second += event_id + "  ";
    line.resize(line.find_last_not_of(' ') + 1);
  }
  if (!example.error.empty()) second += cell(example.error, kErrorColumns) + "  ";
  const std::size_t used = std::min(display_width(second), explain::kTextColumns - kActionColumns);
  return line + "\n" + second +
         cell(object_of(example.bucket, example.key), explain::kTextColumns - used);
}

}  // namespace s3rare::text
