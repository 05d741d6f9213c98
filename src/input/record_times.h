// The times of records: the first and the last, and the days between that have one.
//
// Every record counts, so this runs for every record. CloudTrail writes `2024-05-01T12:00:00Z`, and
// such texts sort as their times do. A text whose day is known is compared with the first and last
// time of that day in the file, as one number; only a text outside of them, or of another form, is
// looked at closely.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "s3rare/coverage.h"
#include "s3rare/event_time.h"

namespace s3rare::input {

/// The times of the records of one file.
struct FileTimes {
  std::optional<EventTime> newest;          ///< not later than the clock
  std::uint64_t ahead = 0;                  ///< number of records later than the clock
  std::optional<EventTime> furthest_ahead;  ///< the latest of them
};

/// Collects the times of the records of a file, then of the next file.
class RecordTimes {
 public:
  /// @param coverage  receives the times of each file at its end, or before; outlives this object
  /// @param clock     the machine's time. A record later than it is counted and does nothing else.
  ///                  Without a clock no record is too late
  explicit RecordTimes(Coverage& coverage, std::optional<EventTime> clock);

  /// Adds the time of a record. Ignores a text that is not a time.
  /// @param raw  the text between the quotes of its `eventTime`, not decoded
  void add(std::string_view raw) {
    if (raw.size() == kTextBytes && raw.back() == 'Z') {
      const std::uint64_t year_month = load(raw.data());    // "2024-05-"
      const std::uint64_t day_time = load(raw.data() + 8);  // "01T12:00"
      const std::uint64_t seconds = load(raw.data() + 12);  // ":00:00Z", after a digit
      const std::uint64_t day_of_month = day_time >> kTimeBits;
      Day& day = days_[place_of(year_month, day_of_month)];
      if (day.year_month == year_month && day.day_of_month == day_of_month) {
        const std::uint64_t time = day_time << (64 - kTimeBits) | (seconds >> 8 & 0xffffff);
        if (time < day.first || time > day.last) widen(day, time, raw);
        return;
      }
    }
    add_slowly(raw);
  }

  /// Adds a time that has been parsed.
  void add(EventTime time);

  /// Ends a file.
  FileTimes end_file();

 private:
  static constexpr std::size_t kTextBytes = 20;
  static constexpr unsigned kTimeBits = 40;  // of "12:00"
  static constexpr unsigned kPlaceBits = 6;

  // A day, and the span of its times in this file, as numbers whose bytes are "12:00:00".
  struct Day {
    std::uint64_t year_month = 0;
    std::uint64_t day_of_month = ~std::uint64_t{0};  // of no text
    std::int64_t number = 0;                         // since 1970-01-01
    std::uint64_t first = ~std::uint64_t{0};
    std::uint64_t last = 0;
  };

  // The number whose bytes are the text's, the first byte highest.
  static std::uint64_t load(const char* text) {
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(text[i]);
    return number;
  }

  static std::size_t place_of(std::uint64_t year_month, std::uint64_t day_of_month) {
    constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // spreads what differs to the high bits
    return static_cast<std::size_t>((year_month + day_of_month) * kOdd >> (64 - kPlaceBits));
  }

  void widen(Day& day, std::uint64_t time, std::string_view raw);
  void add_slowly(std::string_view raw);
  void know_day(std::string_view raw, std::int64_t number);
  void give(Day& day);

  Coverage& coverage_;
  std::optional<EventTime> clock_;
  FileTimes file_;
  std::array<Day, std::size_t{1} << kPlaceBits> days_;
  std::uint64_t used_ = 0;  // a bit for each day with a time in this file
};

}  // namespace s3rare::input
