#include "s3rare/event_time.h"

#include "catch.h"

using namespace s3rare;

namespace {

Seconds seconds_of(std::string_view text) {
  const auto parsed = parse_rfc3339(text);
  REQUIRE(parsed);
  return parsed->time.seconds;
}

}  // namespace

TEST_CASE("a time in UTC is read") {
  CHECK(seconds_of("1970-01-01T00:00:00Z") == 0);
  CHECK(seconds_of("2018-11-28T23:02:56Z") == 1543446176);
  CHECK(seconds_of("2000-02-29T00:00:00Z") == 951782400);
  CHECK(seconds_of("1969-12-31T23:59:59Z") == -1);
}

TEST_CASE("the first and the last year are read without overflow") {
  CHECK(seconds_of("0001-01-01T00:00:00Z") == -62135596800);
  CHECK(seconds_of("9999-12-31T23:59:59Z") == 253402300799);
  CHECK_FALSE(parse_rfc3339("0000-01-01T00:00:00Z"));
}

TEST_CASE("an offset is subtracted") {
  CHECK(seconds_of("1970-01-01T01:30:00+01:30") == 0);
  CHECK(seconds_of("1969-12-31T16:00:00-08:00") == 0);
}

TEST_CASE("RFC 3339 allows lower case and a space") {
  CHECK(seconds_of("1970-01-01t00:00:01z") == 1);
  CHECK(seconds_of("1970-01-01 00:00:01Z") == 1);
}

TEST_CASE("a fraction is read to nine digits") {
  const auto parsed = parse_rfc3339("1970-01-01T00:00:00.1234567891Z");
  REQUIRE(parsed);
  CHECK(parsed->time.nanoseconds == 123456789);
  CHECK(parsed->fraction_digits == 9);
  const auto tenth = parse_rfc3339("1970-01-01T00:00:00.5Z");
  REQUIRE(tenth);
  CHECK(tenth->time.nanoseconds == 500000000);
  CHECK(tenth->fraction_digits == 1);
}

TEST_CASE("a leap second counts as the next second") {
  CHECK(seconds_of("2016-12-31T23:59:60Z") == seconds_of("2017-01-01T00:00:00Z"));
}

TEST_CASE("invalid times are rejected") {
  for (const char* text : {"",
                           "2024",
                           "2024-01-01",
                           "2024-01-01T00:00:00",
                           "2024-13-01T00:00:00Z",
                           "2024-00-01T00:00:00Z",
                           "2023-02-29T00:00:00Z",
                           "2024-04-31T00:00:00Z",
                           "2024-01-01T24:00:00Z",
                           "2024-01-01T00:60:00Z",
                           "2024-01-01T00:00:61Z",
                           "2024-01-01T00:00:00.Z",
                           "2024-01-01T00:00:00Zx",
                           " 2024-01-01T00:00:00Z",
                           "9999-12-31T23:59:59-00:01",
                           "0001-01-01T00:00:00+00:01",
                           "2024-01-01T00:00:00+1:00",
                           "2024-01-01T00:00:00+24:00",
                           "20240101T000000Z",
                           "+024-01-01T00:00:00Z",
                           "2024-01-01T00:00:00 Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

TEST_CASE("a date is read as its first moment") {
  CHECK(parse_date("2018-11-28") == EventTime{1543363200, 0});
  CHECK_FALSE(parse_date("2018-11-28T"));
  CHECK_FALSE(parse_date("2018-02-30"));
}

TEST_CASE("a time is formatted as it was read") {
  for (const char* text : {"1970-01-01T00:00:00Z", "2018-11-28T23:02:56Z", "0001-01-01T00:00:00Z",
                           "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "2024-02-29T12:00:00Z",
                           "2024-02-29T12:00:00.050Z"}) {
    const auto parsed = parse_rfc3339(text);
    REQUIRE(parsed);
    CHECK(format_utc(parsed->time, parsed->fraction_digits) == text);
  }
}

TEST_CASE("a fraction is formatted with the digits it needs") {
  CHECK(format_utc({0, 0}) == "1970-01-01T00:00:00Z");
  CHECK(format_utc({0, 500000000}) == "1970-01-01T00:00:00.5Z");
  CHECK(format_utc({0, 0}, 3) == "1970-01-01T00:00:00.000Z");
}

TEST_CASE("a time that no text can hold becomes the first or the last that one can") {
  const EventTime first = parse_rfc3339("0001-01-01T00:00:00Z")->time;
  const EventTime last = parse_rfc3339("9999-12-31T23:59:59Z")->time;
  CHECK(format_utc(first - 1) == "0001-01-01T00:00:00Z");
  CHECK(format_utc(first - 3650 * kSecondsPerDay) == "0001-01-01T00:00:00Z");
  CHECK(format_utc(first - 1, 3) == "0001-01-01T00:00:00.000Z");
  CHECK(format_utc(last) == "9999-12-31T23:59:59Z");
  CHECK(format_utc({last.seconds + 1, 5}) == "9999-12-31T23:59:59Z");
  CHECK(format_utc(last + 3650 * kSecondsPerDay, 0) == "9999-12-31T23:59:59Z");
}

TEST_CASE("every day of four centuries survives a round trip") {
  std::int64_t days = 0;
  for (Seconds day = 0; day < 400 * 366 * kSecondsPerDay; day += kSecondsPerDay) {
    const std::string text = format_utc({day, 0});
    if (seconds_of(text) != day) FAIL("lost " << text);
    ++days;
  }
  CHECK(days == 146400);
}

TEST_CASE("a time before 1970 has the right day") {
  CHECK(utc_day({0, 0}) == 0);
  CHECK(utc_day({86399, 0}) == 0);
  CHECK(utc_day({86400, 0}) == 1);
  CHECK(utc_day({-1, 0}) == -1);
  CHECK(utc_day({-86400, 0}) == -1);
  CHECK(utc_day({-86401, 0}) == -2);
}

TEST_CASE("a duration is a number and a unit") {
  CHECK(parse_duration("7d") == 604800);
  CHECK(parse_duration("36h") == 129600);
  CHECK(parse_duration("90m") == 5400);
  CHECK(parse_duration("1s") == 1);
  CHECK(parse_duration("2w") == 1209600);
  for (const char* text : {"", "7", "d", "0d", "-1d", "7 d", "7days", "1.5h", "99999999999999d"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("times are read as databases and exports write them") {
  const auto read = [](const char* text) {
    const auto time = parse_export_time(text);
    return time ? format_utc(time->time) : std::string();
  };
  for (const char* text :
       {"2024-05-09T03:34:58Z", "2024-05-09 03:34:58", "2024-05-09 03:34:58.000",
        "2024-05-09 03:34:58+00", "2024-05-09 03:34:58+00:00", "2024-05-09T03:34:58",
        "2024-05-09 03:34:58 UTC", "2024-05-09 03:34:58 Z", "2024-05-09T05:34:58+0200",
        "2024-05-09 03:34:58 +0000", "1715225698", "1715225698.0", "1715225698000",
        "1715225698000.5", "20240509T033458Z", "20240509T033458", "20240509T063458+03",
        "May 9, 2024 @ 03:34:58.000", "May 09, 2024 @ 03:34:58"}) {
    CHECK(read(text) == "2024-05-09T03:34:58Z");
  }
  CHECK(read("2024-05-09 03:34:58.25 UTC") == "2024-05-09T03:34:58.25Z");
  CHECK(read("1715225698250") == "2024-05-09T03:34:58.25Z");
  CHECK(read("1715225698.123456789123") == "2024-05-09T03:34:58.123456789Z");
}

TEST_CASE("a text that could be several times is none") {
  for (const char* text : {"",
                           "yesterday",
                           "2024-05-09",
                           "09.05.2024 03:34:58",
                           "2024-05-09 03:34",
                           "171522569",
                           "17152256981",
                           "1715225698.",
                           "1715225698e0",
                           "-1715225698",
                           "2024-05-09 03:34:58 CEST",
                           "2024-05-09 03:34:58 +1",
                           "20240509033458",
                           "2024-05-09 03:34:58.",
                           "2024-02-30 00:00:00",
                           "2024-05-09 03:34:58  UTC",
                           "20240509T0334",
                           "17152256980000000",
                           "May 9, 2024 03:34:58",
                           "Mai 9, 2024 @ 03:34:58",
                           "ayJ 9, 2024 @ 03:34:58",
                           "May 32, 2024 @ 03:34:58",
                           "May9, 2024 @ 03:34:58",
                           "May 9, 24 @ 03:34:58",
                           "May , 2024 @ 03:34:58"}) {
    CHECK_FALSE(parse_export_time(text));
  }
}

TEST_CASE("a duration is shown in the largest unit that fits") {
  CHECK(format_duration(604800) == "7d");
  CHECK(format_duration(129600) == "36h");
  CHECK(format_duration(5400) == "90m");
  CHECK(format_duration(61) == "61s");
}
