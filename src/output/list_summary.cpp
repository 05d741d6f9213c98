#include "output/list_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::output {
namespace {

constexpr std::size_t kMostListsShown = 10;

// "feodo.csv: 200 networks, 1 hit"
std::string list_text(const ListSummary& list) {
  std::string text = fmt::format(
      "{}: {}, {} hit", text::show_safely(list.path),
      text::count_of(list.entries, list.of_exceptions ? "exception" : "network"), list.hit);
  if (list.of_other_types > 0) {
    text += fmt::format("; {} with other indicators than addresses",
                        text::count_of(list.of_other_types, "line"));
  }
  if (list.bad_lines > 0) {
    text += fmt::format("; {} left out", text::count_of(list.bad_lines, "bad line"));
  }
  return text;
}

}  // namespace

std::string lists_text(const std::vector<ListSummary>& lists) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lists.size(), kMostListsShown); ++i) {
    text += fmt::format("\n{:<9}{}", i == 0 ? "lists" : "", list_text(lists[i]));
  }
  if (lists.size() > kMostListsShown) {
    text += fmt::format("\n{:<9}and {} more", "", lists.size() - kMostListsShown);
  }
  return text;
}

void write_lists(json::JsonWriter& json, const std::vector<ListSummary>& lists) {
  json.begin_array();
  for (const ListSummary& list : lists) {
    json.begin_object().field("path", text::show_safely(list.path));
    json.field("kind", list.of_exceptions ? "exceptions" : "indicators");
    json.key("entries").number(list.entries);
    json.key("hit").number(list.hit);
    if (!list.of_exceptions) {
      json.key("of_other_types").number(list.of_other_types);
      json.key("bad_lines").number(list.bad_lines);
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace s3rare::output
