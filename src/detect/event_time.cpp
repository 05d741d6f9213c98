#include "s3rare/event_time.h"

#include <algorithm>
#include <array>

namespace s3rare {
namespace {

constexpr Seconds kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr Seconds kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

constexpr Seconds kLongestDuration = 10'000 * 366 * kSecondsPerDay;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads fixed-width numbers and single characters from the start of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(rest_[i])) return std::nullopt;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  bool any_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<char> next() {
    if (rest_.empty()) return std::nullopt;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

// Days from 1970-01-01 in the proleptic Gregorian calendar. Years are counted from March so that
// the leap day is the last of its year. Source: Howard Hinnant, "chrono-compatible low-level date
// algorithms", days_from_civil.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

struct Civil {
  std::int64_t year;
  int month;
  int day;
};

Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month) - 1];
}

std::optional<Seconds> read_date(Scanner& scanner) {
  const auto year = scanner.digits(4);
  if (!year || *year < 1 || !scanner.any_of("-")) return std::nullopt;
  const auto month = scanner.digits(2);
  if (!month || *month < 1 || *month > 12 || !scanner.any_of("-")) return std::nullopt;
  const auto day = scanner.digits(2);
  if (!day || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return days_from_civil(*year, *month, *day) * kSecondsPerDay;
}

std::optional<Seconds> read_time_of_day(Scanner& scanner) {
  const auto hour = scanner.digits(2);
  if (!hour || *hour > 23 || !scanner.any_of(":")) return std::nullopt;
  const auto minute = scanner.digits(2);
  if (!minute || *minute > 59 || !scanner.any_of(":")) return std::nullopt;
  const auto second = scanner.digits(2);
  if (!second || *second > 60) return std::nullopt;
  return *hour * 3'600 + *minute * 60 + *second;
}

// Reads an optional fraction of a second. Returns false for a point without digits.
bool read_fraction(Scanner& scanner, ParsedTime& parsed) {
  if (!scanner.any_of(".")) return true;
  if (!scanner.at_digit()) return false;
  while (scanner.at_digit()) {
    const int digit = *scanner.digits(1);
    if (parsed.fraction_digits == 9) continue;
    parsed.time.nanoseconds = parsed.time.nanoseconds * 10 + static_cast<std::uint32_t>(digit);
    ++parsed.fraction_digits;
  }
  for (int i = parsed.fraction_digits; i < 9; ++i) parsed.time.nanoseconds *= 10;
  return true;
}

// Offset of local time from UTC.
std::optional<Seconds> read_offset(Scanner& scanner) {
  const auto sign = scanner.next();
  if (!sign) return std::nullopt;
  if (*sign == 'Z' || *sign == 'z') return 0;
  if (*sign != '+' && *sign != '-') return std::nullopt;
  const auto hours = scanner.digits(2);
  if (!hours || *hours > 23 || !scanner.any_of(":")) return std::nullopt;
  const auto minutes = scanner.digits(2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const Seconds offset = *hours * 3'600 + *minutes * 60;
  return *sign == '+' ? offset : -offset;
}

// The bytes of `2024-02-29T23:59:59`.
constexpr std::size_t kTimeBytes = 19;

// Seconds or milliseconds since 1970, told apart by the number of their digits.
std::optional<ParsedTime> parse_epoch(std::string_view text) {
  constexpr std::size_t kSecondDigits = 10;
  constexpr std::size_t kMillisecondDigits = 13;
  constexpr std::uint32_t kNanosecondsOfMillisecond = 1'000'000;
  const std::string_view whole = text.substr(0, text.find('.'));
  Scanner scanner(text);
  const auto high = scanner.digits(5);
  const auto low = scanner.digits(5);
  if (!high || !low) return std::nullopt;
  ParsedTime parsed;
  parsed.time.seconds = Seconds{*high} * 100'000 + *low;
  if (whole.size() == kMillisecondDigits) {
    const auto milliseconds = scanner.digits(3);
    if (!milliseconds) return std::nullopt;
    parsed.time.nanoseconds = static_cast<std::uint32_t>(*milliseconds) * kNanosecondsOfMillisecond;
    parsed.fraction_digits = 3;
    if (scanner.any_of(".")) {
      while (scanner.at_digit()) scanner.digits(1);
    }
  } else if (whole.size() != kSecondDigits || !read_fraction(scanner, parsed)) {
    return std::nullopt;
  }
  if (!scanner.at_end() || text.back() == '.') return std::nullopt;
  return parsed;
}

// Turns `20240229T235959Z` into the usual form. Returns any other text as it is.
std::string with_separators(std::string_view text) {
  constexpr std::size_t kDateBytes = 8;
  constexpr std::size_t kBasicBytes = 15;
  std::string usual(text);
  if (text.size() < kBasicBytes || text[kDateBytes] != 'T') return usual;
  for (std::size_t i = 0; i < kBasicBytes; ++i) {
    if (i != kDateBytes && !is_digit(text[i])) return usual;
  }
  for (const std::size_t at : {13U, 11U}) usual.insert(at, 1, ':');
  for (const std::size_t at : {6U, 4U}) usual.insert(at, 1, '-');
  return usual;
}

void append_padded(std::string& text, std::int64_t value, int width) {
  const std::string digits = std::to_string(value);
  text.append(static_cast<std::size_t>(width) > digits.size()
                  ? static_cast<std::size_t>(width) - digits.size()
                  : 0,
              '0');
  text += digits;
}

// Turns `Feb 9, 2024 @ 23:59:59.500` into the usual form. Returns any other text as it is.
std::string with_month_number(std::string text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr std::string_view kAt = " @ ";
  constexpr std::size_t kMonthBytes = 3;
  constexpr std::size_t kYearBytes = 4;
  const std::size_t month = kMonths.find(text.substr(0, kMonthBytes));
  const std::size_t comma = text.find(", ");
  if (text.size() < kMonthBytes || month == std::string_view::npos || month % kMonthBytes != 0 ||
      comma == std::string::npos || text.find(kAt) != comma + 2 + kYearBytes) {
    return text;
  }
  std::string day = text.substr(kMonthBytes, comma - kMonthBytes);
  if (!day.starts_with(' ')) return text;
  day.erase(0, 1);
  if (day.size() == 1) day.insert(0, 1, '0');
  std::string usual = text.substr(comma + 2, kYearBytes) + '-';
  append_padded(usual, static_cast<std::int64_t>(month / kMonthBytes + 1), 2);
  return usual + '-' + day + 'T' + text.substr(comma + 2 + kYearBytes + kAt.size());
}

// Turns the end of a database's time into a zone of RFC 3339. No zone is UTC.
std::string zone_of(std::string_view name) {
  if (name.starts_with(' ')) name.remove_prefix(1);
  if (name.empty() || name == "UTC" || name == "Z") return "Z";
  std::string zone(name);
  constexpr std::size_t kHourBytes = 3;
  constexpr std::size_t kMinuteBytes = 5;
  if (zone.size() == kHourBytes) zone += ":00";
  if (zone.size() == kMinuteBytes) zone.insert(kHourBytes, 1, ':');
  return zone;
}

struct Unit {
  char letter;
  Seconds seconds;
};
constexpr std::array<Unit, 5> kUnits = {
    {{'w', 7 * kSecondsPerDay}, {'d', kSecondsPerDay}, {'h', 3'600}, {'m', 60}, {'s', 1}}};

}  // namespace

std::int64_t utc_day(EventTime time) {
  const std::int64_t day = time.seconds / kSecondsPerDay;
  return time.seconds % kSecondsPerDay < 0 ? day - 1 : day;
}

std::optional<ParsedTime> parse_rfc3339(std::string_view text) {
  Scanner scanner(text);
  const auto date = read_date(scanner);
  if (!date || !scanner.any_of("Tt ")) return std::nullopt;
  const auto time_of_day = read_time_of_day(scanner);
  if (!time_of_day) return std::nullopt;

  ParsedTime parsed;
  if (!read_fraction(scanner, parsed)) return std::nullopt;
  const auto offset = read_offset(scanner);
  if (!offset || !scanner.at_end()) return std::nullopt;
  parsed.time.seconds = *date + *time_of_day - *offset;
  if (parsed.time.seconds < kFirstSecond || parsed.time.seconds > kLastSecond) return std::nullopt;
  return parsed;
}

std::optional<ParsedTime> parse_export_time(std::string_view text) {
  if (auto time = parse_rfc3339(text)) return time;
  if (auto time = parse_epoch(text)) return time;
  std::string usual = with_month_number(with_separators(text));
  std::size_t zone = std::min(usual.size(), kTimeBytes);
  while (zone < usual.size() && (usual[zone] == '.' || is_digit(usual[zone]))) ++zone;
  const std::string name = usual.substr(zone);
  usual.resize(zone);
  return parse_rfc3339(usual + zone_of(name));
}

std::optional<EventTime> parse_date(std::string_view text) {
  Scanner scanner(text);
  const auto date = read_date(scanner);
  if (!date || !scanner.at_end()) return std::nullopt;
  return EventTime{*date, 0};
}

std::string format_utc(EventTime time, int fraction_digits) {
  if (time.seconds < kFirstSecond) time = {kFirstSecond, 0};
  if (time.seconds > kLastSecond) time = {kLastSecond, 0};
  const std::int64_t day = utc_day(time);
  const Seconds second_of_day = time.seconds - day * kSecondsPerDay;
  const Civil civil = civil_from_days(day);
  std::string text;
  append_padded(text, civil.year, 4);
  text += '-';
  append_padded(text, civil.month, 2);
  text += '-';
  append_padded(text, civil.day, 2);
  text += 'T';
  append_padded(text, second_of_day / 3'600, 2);
  text += ':';
  append_padded(text, second_of_day / 60 % 60, 2);
  text += ':';
  append_padded(text, second_of_day % 60, 2);
  if (time.nanoseconds != 0 || fraction_digits > 0) {
    std::string fraction;
    append_padded(fraction, time.nanoseconds, 9);
    fraction.resize(fraction_digits == kShortestFraction
                        ? fraction.find_last_not_of('0') + 1
                        : static_cast<std::size_t>(fraction_digits));
    if (!fraction.empty()) text += '.' + fraction;
  }
  text += 'Z';
  return text;
}

std::optional<Seconds> parse_duration(std::string_view text) {
  if (text.size() < 2 || text.size() > 13) return std::nullopt;
  Scanner scanner(text.substr(0, text.size() - 1));
  Seconds count = 0;
  while (scanner.at_digit()) count = count * 10 + *scanner.digits(1);
  if (!scanner.at_end() || count == 0) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (unit.letter != text.back()) continue;
    if (count > kLongestDuration / unit.seconds) return std::nullopt;
    return count * unit.seconds;
  }
  return std::nullopt;
}

std::string format_duration(Seconds length) {
  for (const Unit& unit : kUnits) {
    if (unit.letter != 'w' && length % unit.seconds == 0) {
      return std::to_string(length / unit.seconds) + unit.letter;
    }
  }
  return std::to_string(length) + 's';
}

}  // namespace s3rare
