#include "explain/example_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::explain {
namespace {

constexpr std::size_t kTimeColumns = 20;
constexpr std::size_t kSourceColumns = 15;  // an IPv4 address
constexpr std::size_t kWidestSource = 45;   // an IPv6 address
constexpr std::size_t kActionColumns = 14;
constexpr std::size_t kEventIdColumns = 36;
constexpr std::size_t kErrorColumns = 30;

}  // namespace

std::string example_text(const Example& example, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string line = fmt::format(
      "{}{}  {}  {}", margin,
      text::padded_cell(example.time ? format_utc(*example.time) : "", kTimeColumns),
      text::padded_cell(example.source,
                        std::max(kSourceColumns, std::min(kWidestSource, example.source.size()))),
      text::padded_cell(example.action, kActionColumns));
  std::string second = margin + "  ";
  const std::string event_id = text::cell(example.event_id, kEventIdColumns);
  if (text::display_width(line) + 2 + text::display_width(event_id) <= text::kTextColumns) {
    line += "  " + event_id;
  } else {
    second += event_id + "  ";
    line.resize(line.find_last_not_of(' ') + 1);
  }
  if (!example.error.empty()) second += text::cell(example.error, kErrorColumns) + "  ";
  const std::size_t used =
      std::min(text::display_width(second), text::kTextColumns - kActionColumns);
  return line + "\n" + second +
         text::cell(text::object_of(example.bucket, example.key), text::kTextColumns - used);
}

}  // namespace s3rare::explain
