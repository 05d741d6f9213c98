#include "state/column_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace std::string_literals;

namespace {

constexpr Seconds kFirstSecond = -62'135'596'800;  // 0001-01-01T00:00:00Z
constexpr Seconds kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

const TermFields kSource = {TermField::source_address};
const TermFields kSourceHost = {TermField::source_address, TermField::host};

}  // namespace

TEST_CASE("a time is text in SQLite's own format") {
  CHECK(time_text({1'714'564'800, 0}) == "2024-05-01 12:00:00");
  CHECK(time_text({1'714'564'800, 500'000'000}) == "2024-05-01 12:00:00.5");
  CHECK(time_text({1'714'564'800, 1}) == "2024-05-01 12:00:00.000000001");
  CHECK(time_text({kFirstSecond, 0}) == "0001-01-01 00:00:00");
  CHECK(time_text({kLastSecond, 999'999'999}) == "9999-12-31 23:59:59.999999999");
}

TEST_CASE("times survive as text, and their texts sort as the times do") {
  std::vector<EventTime> times;
  for (const Seconds second :
       {kFirstSecond, kFirstSecond + 1, Seconds{-1}, Seconds{0}, Seconds{1'714'564'799},
        Seconds{1'714'564'800}, kLastSecond - 1, kLastSecond}) {
    for (const std::uint32_t nanosecond :
         {0U, 1U, 10U, 99'999'999U, 100'000'000U, 450'000'000U, 500'000'000U, 999'999'999U}) {
      times.push_back({second, nanosecond});
    }
  }
  REQUIRE(std::is_sorted(times.begin(), times.end()));
  std::string before;
  for (const EventTime time : times) {
    const std::string text = time_text(time);
    CAPTURE(text);
    CHECK(parse_time_text(text) == time);
    CHECK(before < text);
    before = text;
  }
}

TEST_CASE("other spellings of a time are refused because they would sort elsewhere") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "2024-05-01", "2024-05-01T12:00:00", "2024-05-01t12:00:00",
               "2024-05-01 12:00:00Z", "2024-05-01 12:00:00+00:00", "2024-05-01 12:00:00.50",
               "2024-05-01 12:00:00.0", "2024-05-01 12:00:00.", "2024-05-01 12:00:00.1234567891",
               "2024-05-01 12:00:60", "2024-05-01 24:00:00", "2024-02-30 12:00:00",
               "0000-01-01 00:00:00", " 2024-05-01 12:00:00", "2024-05-01 12:00:00 ", "now");
  CAPTURE(text);
  CHECK_FALSE(parse_time_text(text));
}

TEST_CASE("a day is a date and survives as text") {
  CHECK(day_text(0) == "1970-01-01");
  CHECK(day_text(-1) == "1969-12-31");
  for (const std::int64_t day : {std::int64_t{-719'162}, std::int64_t{-1}, std::int64_t{0},
                                 std::int64_t{19'844}, std::int64_t{2'932'896}}) {
    CHECK(parse_day_text(day_text(day)) == day);
  }
  const std::string text = GENERATE(as<std::string>{}, "", "2024-5-1", "2024-05-01 ", "2024-02-30",
                                    "2024-05-01 12:00:00", "20240501", "X024-05-01");
  CAPTURE(text);
  CHECK_FALSE(parse_day_text(text));
}

TEST_CASE("terms survive as text, and no terminal obeys the text") {
  const std::vector<std::string> values = {"192.0.2.1",
                                           "AWS Internal",
                                           "with \"quotes\" and \\ and /",
                                           "\x1b[31m red \x07"s,
                                           "\0 in front and behind \0"s,
                                           "\x7f and \xc2\x9b and \xe2\x80\xa8",
                                           "[\"a\",\"b\"]",
                                           "\xf0\x9f\xaa\xa3",
                                           std::string(4096, 'x')};
  for (const std::string& value : values) {
    CAPTURE(value);
    const std::string one = term_text(*make_term({value}, kSource), kSource);
    CHECK(parse_term_text(one, kSource) == make_term({value}, kSource));
    const auto pair = make_term({"a", value}, kSourceHost);
    const std::string two = term_text(*pair, kSourceHost);
    CHECK(parse_term_text(two, kSourceHost) == pair);
    for (const std::string& text : {one, two}) {
      CHECK(std::none_of(text.begin(), text.end(),
                         [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; }));
    }
  }
}

TEST_CASE("a term of one field is its value, a term of several a list") {
  CHECK(term_text("192.0.2.1", kSource) == "192.0.2.1");
  CHECK(term_text(*make_term({"192.0.2.1", "a,b"}, kSourceHost), kSourceHost) ==
        R"(["192.0.2.1","a,b"])");
}

TEST_CASE("other spellings of a term are refused because they would be another row") {
  for (const std::string& text :
       {""s, R"(\u0041)"s, R"(a"b)"s, R"(a\)"s, R"(a\q)"s, R"(\/)"s, "a\nb"s, "\x1b"s, "\xff"s}) {
    CAPTURE(text);
    CHECK_FALSE(parse_term_text(text, kSource));
  }
  for (const std::string& text :
       {""s, "a"s, "{}"s, "[]"s, R"(["a"])"s, R"(["a","b","c"])"s, R"(["a", "b"])"s, R"(["a",""])"s,
        R"(["a",1])"s, R"(["a","b")"s, R"(["a","\u0062"])"s, R"( ["a","b"])"s}) {
    CAPTURE(text);
    CHECK_FALSE(parse_term_text(text, kSourceHost));
  }
}

TEST_CASE("texts of any bytes are escaped and survive") {
  for (const std::string& text : {""s, "id"s, "\0\n\"\\"s, "\xc2\x9b"s}) {
    CHECK(unescaped(escaped(text)) == text);
  }
  CHECK(escaped("a\nb") == R"(a\nb)");
}

TEST_CASE("three statuses are stored, the status new is not") {
  for (const Status status : {Status::learned, Status::held, Status::alerted}) {
    CHECK(parse_status_text(status_text(status)) == status);
  }
  CHECK_FALSE(parse_status_text(status_text(Status::fresh)));
  for (const char* text : {"", "Alerted", "alerted ", "fresh"})
    CHECK_FALSE(parse_status_text(text));
}
