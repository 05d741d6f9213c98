#include "input/path_date.h"

#include <algorithm>
#include <string>

namespace s3rare::input {
namespace {

constexpr Seconds kSlack = kSecondsPerDay;

// Whether `text` has the shape of `pattern`, where 0 means any digit.
bool has_shape(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
}

// Finds the last text of the pattern's shape that is a date for `parse`.
template <class Parse>
std::optional<EventTime> find_last(std::string_view path, std::string_view pattern, Parse parse) {
  for (std::size_t at = path.size() - std::min(path.size(), pattern.size()) + 1; at-- > 0;) {
    const std::string_view text = path.substr(at, pattern.size());
    if (!has_shape(text, pattern)) continue;
    if (const auto time = parse(text)) return time;
  }
  return std::nullopt;
}

std::optional<EventTime> time_in_name(std::string_view name) {
  return find_last(name, "_00000000T0000Z_", [](std::string_view text) -> std::optional<EventTime> {
    std::string time(text.substr(1, 13));  // 20181128T2310
    for (const auto& [at, mark] : {std::pair(4, "-"), {7, "-"}, {13, ":"}}) {
      time.insert(static_cast<std::size_t>(at), mark);
    }
    const auto parsed = parse_rfc3339(time.append(":00Z"));
    return parsed ? std::optional(parsed->time) : std::nullopt;
  });
}

std::optional<EventTime> day_of_folder(std::string_view folder) {
  return find_last(folder, "/0000/00/00/", [](std::string_view text) {
    std::string date(text.substr(1, 10));
    std::replace(date.begin(), date.end(), '/', '-');
    return parse_date(date);
  });
}

}  // namespace

bool is_outside(std::string_view path, const TimeRanges& ranges) {
  const auto is_endless = [](const TimeRange& range) { return !range.from && !range.until; };
  if (std::all_of(ranges.begin(), ranges.end(), is_endless)) return false;
  const std::size_t name_begin = path.rfind('/') + 1;
  std::string rooted("/");
  const auto folder = day_of_folder(rooted.append(path.substr(0, name_begin)));
  const auto name = time_in_name(path.substr(name_begin));
  if (!folder && !name) return false;
  return std::all_of(ranges.begin(), ranges.end(), [&](const TimeRange& range) {
    // The time in a path covers a span: a day for a folder, a moment for a name.
    const auto rules_out = [&](EventTime begin, Seconds length) {
      return (range.from && begin + (length + kSlack) < *range.from) ||
             (range.until && begin - kSlack >= *range.until);
    };
    return (!folder || rules_out(*folder, kSecondsPerDay)) && (!name || rules_out(*name, 0));
  });
}

}  // namespace s3rare::input
