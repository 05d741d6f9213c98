#include "input/path_date.h"

#include <algorithm>
#include <array>
#include <string>

#include "s3rare/record.h"

namespace s3rare::input {
namespace {

constexpr Seconds kSlack = kSecondsPerDay;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether `text` has the shape of `pattern`, where 0 means any digit.
bool has_shape(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '0' ? is_digit(c) : c == p; });
}

// us-east-1, us-gov-west-1
bool is_region(std::string_view text) {
  const auto is_part = [](char c) { return c == '-' || is_digit(c) || (c >= 'a' && c <= 'z'); };
  return text.size() >= 4 && std::all_of(text.begin(), text.end(), is_part) &&
         text.find('-') != std::string_view::npos && is_digit(text.back());
}

// CloudTrail, CloudTrail-Insight
bool is_kind(std::string_view text) {
  return text == "CloudTrail" || text.starts_with("CloudTrail-");
}

// Splits off the part of `text` behind its last separator, or all of it.
std::string_view take_last(std::string_view& text, char separator) {
  const std::size_t at = text.rfind(separator);
  const std::string_view part = at == std::string_view::npos ? text : text.substr(at + 1);
  text = at == std::string_view::npos ? std::string_view() : text.substr(0, at);
  return part;
}

// The time in a file name of CloudTrail.
std::optional<EventTime> time_of_name(std::string_view name) {
  std::array<std::string_view, 5> parts;  // account, kind, region, time, and what makes it unique
  for (std::string_view& part : parts) {
    const std::size_t end = name.find('_');
    part = name.substr(0, end);
    name = end == std::string_view::npos ? std::string_view() : name.substr(end + 1);
  }
  if (!is_account_number(parts[0]) || !is_kind(parts[1]) || !is_region(parts[2]) ||
      parts[4].empty() || !has_shape(parts[3], "00000000T0000Z")) {
    return std::nullopt;
  }
  std::string time(parts[3].substr(0, 13));  // 20181128T2310
  time.insert(11, ":").insert(6, "-").insert(4, "-");
  const auto parsed = parse_rfc3339(time.append(":00Z"));
  return parsed ? std::optional(parsed->time) : std::nullopt;
}

// The day of a folder of CloudTrail.
// @param folder  ends with a slash
std::optional<EventTime> day_of_folder(std::string_view folder, std::size_t root_length) {
  constexpr std::string_view kDay = "/0000/00/00/";
  // A slash at the end of the named part is the first one of the day.
  const std::size_t named = root_length - (folder.substr(0, root_length).ends_with('/') ? 1 : 0);
  if (folder.size() < named + kDay.size()) return std::nullopt;
  const std::string_view day = folder.substr(folder.size() - kDay.size());
  std::string_view above = folder.substr(0, folder.size() - kDay.size());
  const std::string_view region = take_last(above, '/');
  const std::string_view kind = take_last(above, '/');
  const std::string_view account = take_last(above, '/');
  std::string_view logs = take_last(above, '/');
  if (logs.starts_with("o-")) logs = take_last(above, '/');  // of an organization
  if (!has_shape(day, kDay) || !is_region(region) || !is_kind(kind) ||
      !is_account_number(account) || logs != "AWSLogs") {
    return std::nullopt;
  }
  std::string date(day.substr(1, 10));
  std::replace(date.begin(), date.end(), '/', '-');
  return parse_date(date);
}

}  // namespace

PathDate date_of_path(std::string_view path, std::size_t root_length, const TimeRanges& ranges) {
  std::optional<EventTime> from;  // of all ranges together
  for (const TimeRange& range : ranges) {
    if (!range.from) return PathDate::may_hold;
    from = std::min(from.value_or(*range.from), *range.from);
  }
  if (!from) return PathDate::may_hold;
  const std::size_t name_begin = path.rfind('/') + 1;
  const auto name = time_of_name(path.substr(name_begin));
  const auto folder = day_of_folder(path.substr(0, name_begin), root_length);
  const bool may_by_name = name && *name + kSlack >= *from;
  const bool may_by_folder = folder && *folder + (kSecondsPerDay + kSlack) >= *from;
  if ((!name && !folder) || may_by_name || may_by_folder) return PathDate::may_hold;
  return name ? PathDate::outside : PathDate::outside_by_folder;
}

}  // namespace s3rare::input
