#include "options/group.h"

#include <fmt/format.h>

#include <charconv>

namespace s3rare::options {
namespace {

constexpr std::string_view kMoment =
    "a time such as 2024-05-01T12:00:00Z, a date such as 2024-05-01, or an age such as 24h";

std::optional<EventTime> parse_moment(std::string_view text, EventTime now) {
  if (const auto time = parse_rfc3339(text)) return time->time;
  if (const auto date = parse_date(text)) return date;
  if (const auto age = parse_duration(text)) return now - *age;
  return std::nullopt;
}

}  // namespace

Error usage(std::string what) { return {ErrorKind::usage, {}, std::nullopt, std::move(what)}; }

Error bad_value(std::string_view option, std::string_view value, std::string_view expected) {
  return usage(fmt::format("{}: found '{}', expected {}", option, value, expected));
}

std::optional<Seconds> parse_bounded_length(std::string_view text) {
  const auto length = parse_duration(text);
  return length && *length <= kLongestLength ? length : std::nullopt;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void Reading::take_moment(std::string_view option, const std::optional<std::string>& text,
                          std::optional<EventTime>& value) {
  take(
      option, text, value, [&](std::string_view given) { return parse_moment(given, now_); },
      kMoment);
}

void Reading::check_file(std::string_view option, const std::string& name,
                         std::string_view expected, bool no_dash) {
  if (name.empty() || (no_dash && name == "-")) fail(bad_value(option, name, expected));
}

}  // namespace s3rare::options
