// Time of an event, taken from the record.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace s3rare {

using Seconds = std::int64_t;

inline constexpr Seconds kSecondsPerDay = 86'400;

/// A point in time: whole seconds since 1970-01-01T00:00:00Z (negative before it) and
/// nanoseconds within that second, 0 to 999,999,999. The range exceeds the years 1 to 9999,
/// so adding a window never overflows.
struct EventTime {
  Seconds seconds = 0;
  std::uint32_t nanoseconds = 0;

  friend auto operator<=>(const EventTime&, const EventTime&) = default;
};

/// @returns `time` moved by whole seconds
constexpr EventTime operator+(EventTime time, Seconds seconds) {
  return {time.seconds + seconds, time.nanoseconds};
}
constexpr EventTime operator-(EventTime time, Seconds seconds) { return time + -seconds; }

/// @returns the UTC day of a time, in days since 1970-01-01
std::int64_t utc_day(EventTime time);

/// A time with the precision of its text.
struct ParsedTime {
  EventTime time;
  int fraction_digits = 0;  ///< digits of the fraction, at most 9; further digits are dropped
};

/// Reads `2024-02-29T23:59:59.5+01:00`: a date, `T`, `t` or a space, a time, an optional
/// fraction, then `Z`, `z` or an offset. A leap second counts as the second after it.
/// @returns nothing if the text has another form or names a day that does not exist
/// Source: RFC 3339 section 5.6; CloudTrail writes UTC without a fraction.
std::optional<ParsedTime> parse_rfc3339(std::string_view text);

/// Reads a time as databases and exports write it: RFC 3339 as above; the same without a zone,
/// which is then UTC; with ` UTC`, `+00` or `+0000` for a zone; without separators
/// (`20240229T235959Z`); as Kibana's CSV has it (`Feb 29, 2024 @ 23:59:59.000`); or the seconds (10
/// digits) or milliseconds (13 digits) since 1970, with or without a fraction.
/// @returns nothing if the text has another form
/// Source: PostgreSQL manual, "Date/Time Output"; Snowflake, BigQuery and Athena print times so.
/// Kibana guide, "Advanced Settings": the default of `dateFormat`, in English.
std::optional<ParsedTime> parse_export_time(std::string_view text);

/// Reads a date such as `2024-02-29`. The result is midnight UTC at the start of that day.
std::optional<EventTime> parse_date(std::string_view text);

/// Prints only the fraction digits that are needed: none for a whole second.
inline constexpr int kShortestFraction = -1;

/// @returns `2024-02-29T22:59:59.5Z`. For a time outside of the years 1 to 9999, which RFC 3339
///          cannot write, their first or last second
/// @param fraction_digits  0 to 9, or `kShortestFraction`
std::string format_utc(EventTime time, int fraction_digits = kShortestFraction);

/// Reads a duration: a positive whole number followed by one of the units s, m, h, d, w.
/// @returns seconds, or nothing if the text has another form or exceeds 10,000 years
std::optional<Seconds> parse_duration(std::string_view text);

/// @returns the duration in the largest unit that divides it: `7d`, `36h`, `90s`
std::string format_duration(Seconds length);

}  // namespace s3rare
