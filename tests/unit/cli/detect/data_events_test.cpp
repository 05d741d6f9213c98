#include "cli/detect/data_events.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::cli;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;
constexpr EventTime kNow{1'000 * kSecondsPerDay, 0};

input::ReadReport report_of(std::int64_t day, bool has_data_events) {
  input::ReadReport report;
  report.counts.records_not_matched = 1;
  report.has_data_events = has_data_events;
  report.coverage.add({day * kSecondsPerDay, 0});
  return report;
}

DataEventsVerdict judge(const state::DataEvents& known, const input::ReadReport& report) {
  return judge_data_events(known, report, kNow, kWindow);
}

}  // namespace

TEST_CASE("logs without a data event are blind, which is news once") {
  const auto first = judge({}, report_of(1, false));
  CHECK(first.blind);
  CHECK(first.is_news);
  const auto second = judge(first.known, report_of(2, false));
  CHECK(second.blind);
  CHECK_FALSE(second.is_news);
}

TEST_CASE("after a data event, only a window without one is blind, and news again") {
  const auto seen = judge({true, std::nullopt}, report_of(10, true));
  CHECK_FALSE(seen.blind);
  CHECK_FALSE(judge(seen.known, report_of(17, false)).blind);
  const auto stopped = judge(judge(seen.known, report_of(17, false)).known, report_of(18, false));
  CHECK(stopped.blind);
  CHECK(stopped.is_news);
}

TEST_CASE("late logs do not move the time of the last data event back") {
  const auto late = judge({false, EventTime{10 * kSecondsPerDay, 0}}, report_of(3, true));
  CHECK_FALSE(judge(late.known, report_of(17, false)).blind);
}

TEST_CASE("a run without a record says nothing about data events") {
  input::ReadReport nothing;
  nothing.counts.records_malformed = 3;
  CHECK_FALSE(judge({}, {}).blind);
  CHECK_FALSE(judge({}, nothing).blind);
  CHECK(judge({true, std::nullopt}, nothing).known.none);
}

TEST_CASE("a record from the future does not hide that data events stopped") {
  const auto seen = judge({}, report_of(2'000, true));
  CHECK(seen.known.newest == kNow);
}
