#include "investigate/timeline.h"

#include "catch.h"
#include "investigate/minute_counts.h"
#include "investigate/steps.h"

using namespace s3rare;
using namespace s3rare::investigate;

TEST_CASE("a step is as short as the number of steps allows") {
  const auto step = [](Seconds length) { return timeline_step({{0, 0}, {length, 0}}, 500); };
  CHECK(step(0) == 60);
  CHECK(step(500 * 60 - 1) == 60);
  CHECK(step(500 * 60) == 300);
  CHECK(step(37 * kSecondsPerDay) == 2 * 3600);
  CHECK(timeline_step({{0, 0}, {37 * kSecondsPerDay, 0}}, 250) == 4 * 3600);
  CHECK(step(499 * kSecondsPerDay) == kSecondsPerDay);
  CHECK(step(500 * kSecondsPerDay) == 2 * kSecondsPerDay);
  CHECK(step(20'000 * 366 * kSecondsPerDay) > 0);
}

TEST_CASE("steps before 1970 are rounded down") {
  CHECK(step_number({0, 0}, 60) == 0);
  CHECK(step_number({59, 999'999'999}, 60) == 0);
  CHECK(step_number({-1, 0}, 60) == -1);
  CHECK(step_number({-60, 0}, 60) == -1);
  CHECK(step_number({-61, 0}, 60) == -2);
}

TEST_CASE("the peak is the first of the busiest minutes, on each side separately") {
  MinuteCounts minutes({0, 0}, 10);
  for (const Seconds second : {200, 119, 60, 0, 61, 240, 241}) {
    minutes.add({second, 0}, Side::prior);
  }
  minutes.add({240, 0}, Side::followup);
  REQUIRE(minutes.peak(Side::prior));
  CHECK(minutes.peak(Side::prior)->requests == 3);
  CHECK(minutes.peak(Side::prior)->minute == EventTime{60, 0});
  CHECK(minutes.peak(Side::followup)->requests == 1);
  CHECK(minutes.peak(Side::followup)->minute == EventTime{240, 0});
  CHECK_FALSE(MinuteCounts({0, 0}, 10).peak(Side::prior));
}

TEST_CASE("with too many minutes no peak is known, wherever they were counted") {
  MinuteCounts minutes({0, 0}, 2);
  minutes.add({0, 0}, Side::prior);
  minutes.add({1, 0}, Side::prior);
  minutes.add({60, 0}, Side::followup);
  CHECK(minutes.peak(Side::prior)->requests == 2);
  MinuteCounts other({0, 0}, 2);
  other.add({120, 0}, Side::prior);
  other.merge(minutes);
  CHECK_FALSE(other.peak(Side::prior));
  MinuteCounts third({0, 0}, 2);
  third.add({0, 0}, Side::prior);
  third.merge(other);
  CHECK_FALSE(third.peak(Side::prior));
}

TEST_CASE("a minute that is too far away counts as one too many") {
  MinuteCounts minutes({-4'000 * 366 * kSecondsPerDay, 0}, 10);
  minutes.add({0, 0}, Side::prior);
  CHECK(minutes.peak(Side::prior));
  minutes.add({4'000 * 366 * kSecondsPerDay, 0}, Side::prior);
  CHECK_FALSE(minutes.peak(Side::prior));
}
