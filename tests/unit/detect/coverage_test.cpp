#include "s3rare/coverage.h"

#include "catch.h"

using namespace s3rare;

namespace {

constexpr Seconds kWeek = 7 * kSecondsPerDay;

EventTime day(std::int64_t number, Seconds second = 0) {
  return {number * kSecondsPerDay + second, 0};
}

}  // namespace

TEST_CASE("a day with a record is covered") {
  Coverage coverage;
  coverage.add(day(100, 5));
  coverage.add(day(-65, 86399));
  CHECK(coverage.covers(100));
  CHECK(coverage.covers(-65));
  CHECK_FALSE(coverage.covers(99));
  CHECK_FALSE(coverage.covers(-64));
  CHECK(coverage.earliest() == day(-65, 86399));
  CHECK(coverage.latest() == day(100, 5));
}

TEST_CASE("a merged coverage covers the days of both") {
  Coverage one;
  Coverage other;
  Coverage empty;
  one.add(day(1));
  other.add(day(3));
  one.merge(other);
  one.merge(empty);
  CHECK(one.covers(1));
  CHECK(one.covers(3));
  CHECK(one.latest() == day(3));
  empty.merge(one);
  CHECK(empty.earliest() == day(1));
}

TEST_CASE("a baseline counts the days of the window before the alert's own day") {
  Coverage coverage;
  for (std::int64_t number = 10; number < 17; ++number) coverage.add(day(number));
  const Baseline full = baseline_of(coverage, day(17, 3600), kWeek);
  CHECK(full.days == 7);
  CHECK(full.complete);
  const Baseline partial = baseline_of(coverage, day(18), kWeek);
  CHECK(partial.days == 6);
  CHECK_FALSE(partial.complete);
  const Baseline none = baseline_of(coverage, day(10), kWeek);
  CHECK(none.days == 0);
  CHECK_FALSE(none.complete);
}
