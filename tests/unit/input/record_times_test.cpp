#include "input/record_times.h"

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

std::string time_or_none(const std::optional<EventTime>& time) {
  return time ? format_utc(*time) : "none";
}

// The span and the days of times, all of one file.
std::string times_of(const std::vector<std::string_view>& texts) {
  Coverage coverage;
  RecordTimes times(coverage, std::nullopt);
  for (const std::string_view text : texts) times.add(text);
  const FileTimes file = times.end_file();
  CHECK(file.newest == coverage.latest());
  CHECK(file.ahead == 0);
  std::string all = time_or_none(coverage.earliest()) + " " + time_or_none(coverage.latest());
  coverage.for_each_day([&](std::int64_t day) {
    all += " " + format_utc({day * kSecondsPerDay, 0}).substr(5, 5);
  });
  return all;
}

}  // namespace

TEST_CASE("every time counts, in any order") {
  CHECK(times_of({}) == "none none");
  CHECK(times_of({"2024-05-01T12:00:00Z"}) == "2024-05-01T12:00:00Z 2024-05-01T12:00:00Z 05-01");
  CHECK(times_of({"2024-05-02T12:00:00Z", "2024-05-02T12:00:01Z", "2024-05-02T11:59:59Z",
                  "2024-05-04T00:00:00Z", "2024-05-01T23:59:59Z"}) ==
        "2024-05-01T23:59:59Z 2024-05-04T00:00:00Z 05-01 05-02 05-04");
}

TEST_CASE("times of other forms count as what they are") {
  CHECK(times_of({"2024-05-02T12:00:00Z", "2024-05-02T12:00:00.5Z"}) ==
        "2024-05-02T12:00:00Z 2024-05-02T12:00:00.5Z 05-02");
  // In UTC it is the day before.
  CHECK(times_of({"2024-05-02T12:00:00Z", "2024-05-02T01:00:00+02:00"}) ==
        "2024-05-01T23:00:00Z 2024-05-02T12:00:00Z 05-01 05-02");
  CHECK(times_of({"2024-05-02t12:00:00z", "2024-05-02 13:00:00Z", "2024-05-02T14:00:00z"}) ==
        "2024-05-02T12:00:00Z 2024-05-02T14:00:00Z 05-02");
  CHECK(times_of({R"(2024-05-02T12:00:00\u005a)"}) ==
        "2024-05-02T12:00:00Z 2024-05-02T12:00:00Z 05-02");
}

TEST_CASE("a leap second belongs to the next day") {
  CHECK(times_of({"2024-06-30T23:59:60Z"}) == "2024-07-01T00:00:00Z 2024-07-01T00:00:00Z 07-01");
  CHECK(times_of({"2024-06-30T10:00:00Z", "2024-06-30T23:59:59Z", "2024-06-30T23:59:60Z"}) ==
        "2024-06-30T10:00:00Z 2024-07-01T00:00:00Z 06-30 07-01");
}

TEST_CASE("what is no time is ignored, also beside a known day") {
  const std::string one = "2024-05-02T12:00:00Z 2024-05-02T12:00:00Z 05-02";
  for (const std::string_view text :
       {"2024-05-02T24:00:00Z", "2024-05-02T12:60:00Z", "2024-05-02T12:00:61Z",
        "2024-05-02T1::00:00Z", "2024-05-02T13:00.00Z", "2024-05-02T13;00:00Z",
        "2024-05-02T\x31\x3a:00:00Z", "2024-05-02T\xb1\xb2:00:00Z", "2024-05-02T13:00:0 Z",
        "2024-02-30T13:00:00Z", "2024-05-02T13:00:00X", "2024-05-02T13:00:00", "", "Z",
        R"(2024-05-02T13:\u0030Z)"}) {
    CAPTURE(text);
    CHECK(times_of({"2024-05-02T12:00:00Z", text}) == one);
    CHECK(times_of({"2024-05-02T12:00:00Z", "2024-05-02T12:00:00Z", text}) == one);
    CHECK(times_of({text, "2024-05-02T12:00:00Z"}) == one);
  }
}

TEST_CASE("more days than there are places are all covered") {
  std::vector<std::string> texts;
  for (std::int64_t day = 0; day < 2000; ++day) {
    texts.push_back(format_utc({day * 5 * kSecondsPerDay, 0}));
  }
  Coverage coverage;
  RecordTimes times(coverage, std::nullopt);
  // Each is forgotten again and again before its second time comes.
  for (int turn = 0; turn < 2; ++turn) {
    for (std::string& text : texts) {
      times.add(text);
      text.replace(11, 8, "12:34:56");
    }
  }
  times.end_file();
  std::int64_t covered = 0;
  coverage.for_each_day([&](std::int64_t day) {
    ++covered;
    CHECK(day % 5 == 0);
  });
  CHECK(covered == 2000);
  CHECK(format_utc(*coverage.latest()) == format_utc({1999 * 5 * kSecondsPerDay + 45'296, 0}));
}

TEST_CASE("a time later than the clock is counted and covers nothing") {
  const EventTime noon{1714651200, 0};  // 2024-05-02T12:00:00Z
  Coverage coverage;
  RecordTimes times(coverage, noon);
  for (const std::string_view text :
       {"2024-05-02T11:00:00Z", "2024-05-02T12:00:00Z", "2024-05-02T12:00:01Z",
        "2024-05-02T12:00:00.5Z", "2999-01-01T00:00:00Z", "2999-01-01T00:00:01Z"}) {
    times.add(text);
  }
  times.add(noon + 1);
  const FileTimes file = times.end_file();
  CHECK(file.newest == noon);
  CHECK(file.ahead == 5);
  REQUIRE(file.furthest_ahead);
  CHECK(format_utc(*file.furthest_ahead) == "2999-01-01T00:00:01Z");
  CHECK(coverage.latest() == noon);
  int days = 0;
  coverage.for_each_day([&](std::int64_t) { ++days; });
  CHECK(days == 1);
}

TEST_CASE("each file has its own newest time") {
  Coverage coverage;
  RecordTimes times(coverage, EventTime{1714651200, 0});
  times.add("2024-05-02T11:00:00Z");
  times.add("2999-01-01T00:00:00Z");
  CHECK(time_or_none(times.end_file().newest) == "2024-05-02T11:00:00Z");
  times.add("2024-05-02T10:00:00Z");
  const FileTimes second = times.end_file();
  CHECK(time_or_none(second.newest) == "2024-05-02T10:00:00Z");
  CHECK(second.ahead == 0);
  CHECK_FALSE(second.furthest_ahead);
  CHECK_FALSE(times.end_file().newest);
  CHECK(time_or_none(coverage.latest()) == "2024-05-02T11:00:00Z");
}
