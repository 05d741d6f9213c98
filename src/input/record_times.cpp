#include "input/record_times.h"

#include <algorithm>
#include <bit>
#include <string>

#include "json/text.h"

namespace s3rare::input {
namespace {

// The second of the day that "12:00:00" is, given as a number whose bytes are this text; nothing if
// it is another text. A leap second is none of the day's own seconds.
std::optional<Seconds> second_of_day(std::uint64_t text) {
  constexpr std::uint64_t kZeros = 0x30303a30303a3030;  // "00:00:00"
  constexpr std::uint64_t kColons = 0x0000ff0000ff0000;
  constexpr std::uint64_t kAboveNine = 0x0606060606060606;  // carries from 10 into the upper half
  constexpr std::uint64_t kUpperHalves = 0xf0f0f0f0f0f0f0f0;
  const std::uint64_t digits = text ^ kZeros;
  if ((digits & (kUpperHalves | kColons)) != 0) return std::nullopt;
  if (((digits + kAboveNine) & kUpperHalves) != 0) return std::nullopt;
  const auto number_at = [&](unsigned shift) {
    return static_cast<Seconds>((digits >> (shift + 8) & 0xf) * 10 + (digits >> shift & 0xf));
  };
  const Seconds hour = number_at(48);
  const Seconds minute = number_at(24);
  const Seconds second = number_at(0);
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return hour * 3'600 + minute * 60 + second;
}

}  // namespace

RecordTimes::RecordTimes(Coverage& coverage, std::optional<EventTime> clock)
    : coverage_(coverage), clock_(clock) {}

// Extends the span of a day to a text outside of it.
void RecordTimes::widen(Day& day, std::uint64_t time, std::string_view raw) {
  const auto second = second_of_day(time);
  if (!second) return add_slowly(raw);
  const EventTime whole{day.number * kSecondsPerDay + *second, 0};
  if (clock_ && whole > *clock_) return add(whole);
  day.first = std::min(day.first, time);
  day.last = std::max(day.last, time);
  used_ |= std::uint64_t{1} << static_cast<std::size_t>(&day - days_.data());
}

void RecordTimes::add_slowly(std::string_view raw) {
  std::string decoded;
  if (raw.find('\\') != std::string_view::npos) {
    json::decode_string(raw, decoded);
    raw = decoded;
  }
  const auto parsed = parse_rfc3339(raw);
  if (!parsed) return;
  add(parsed->time);
  // The day of a text in UTC is that of its time, but for a leap second.
  const bool is_usual = raw.size() == kTextBytes && raw.back() == 'Z' && raw[10] == 'T';
  const bool counts = !clock_ || parsed->time <= *clock_;
  if (is_usual && counts && raw[17] != '6') know_day(raw, utc_day(parsed->time));
}

void RecordTimes::add(EventTime time) {
  if (clock_ && time > *clock_) {
    ++file_.ahead;
    file_.furthest_ahead = std::max(file_.furthest_ahead, std::optional(time));
    return;
  }
  coverage_.add(time);
  file_.newest = std::max(file_.newest, std::optional(time));
}

// Takes a day in place of the one at its place.
void RecordTimes::know_day(std::string_view raw, std::int64_t number) {
  const std::uint64_t year_month = load(raw.data());
  const std::uint64_t day_of_month = load(raw.data() + 8) >> kTimeBits;
  Day& day = days_[place_of(year_month, day_of_month)];
  give(day);
  day.year_month = year_month;
  day.day_of_month = day_of_month;
  day.number = number;
}

// Adds the span of a day to the coverage and starts another span.
void RecordTimes::give(Day& day) {
  const std::uint64_t used = std::uint64_t{1} << static_cast<std::size_t>(&day - days_.data());
  if ((used_ & used) == 0) return;
  for (const std::uint64_t time : {day.first, day.last}) {
    add({day.number * kSecondsPerDay + second_of_day(time).value_or(0), 0});
  }
  day.first = ~std::uint64_t{0};
  day.last = 0;
  used_ &= ~used;
}

FileTimes RecordTimes::end_file() {
  while (used_ != 0) give(days_[static_cast<std::size_t>(std::countr_zero(used_))]);
  const FileTimes ended = file_;
  file_ = {};
  return ended;
}

}  // namespace s3rare::input
