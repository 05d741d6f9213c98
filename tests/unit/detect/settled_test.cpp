#include "s3rare/settled.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catch.h"
#include "s3rare/history.h"

using namespace s3rare;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;
constexpr Seconds kDay = kSecondsPerDay;

Episode episode(Seconds start, Seconds end, std::string_view id = "id") {
  return {{start, 0}, {end, 0}, {id, {}, {}}, Status::alerted};
}

// Settles episodes against one in the state that spans day 100 to day 110.
std::optional<SettledTime> settle_by_state(const std::vector<Episode>& met) {
  Episodes episodes;
  for (const Episode& each : met) episodes.insert(each);
  return settle(episode(100 * kDay, 110 * kDay), episodes, kWindow);
}

std::map<std::string, Seconds> ends(const SettledTerms& settled) {
  std::map<std::string, Seconds> all;
  settled.for_each([&](std::string_view term, const SettledTime& time) {
    CHECK(all.emplace(std::string(term), time.end.seconds).second);
  });
  return all;
}

std::string name(int number) { return "2001:db8::" + std::to_string(number); }

}  // namespace

TEST_CASE("matches up to a window after the state's episode are settled") {
  CHECK(settle_by_state({episode(101 * kDay, 101 * kDay)})->end == EventTime{110 * kDay, 0});
  CHECK(settle_by_state({episode(117 * kDay, 120 * kDay)})->end == EventTime{120 * kDay, 0});
  CHECK(settle_by_state({episode(117 * kDay, 117 * kDay)})->start == EventTime{100 * kDay, 0});
  CHECK_FALSE(settle_by_state({episode(117 * kDay + 1, 117 * kDay + 1)}));
  CHECK_FALSE(settle_by_state({{{117 * kDay, 1}, {117 * kDay, 1}, {"id", {}, {}}}}));
}

TEST_CASE("a match before the state's episode is not settled, however close") {
  CHECK_FALSE(settle_by_state({episode(100 * kDay - 1, 100 * kDay)}));
  CHECK_FALSE(settle_by_state({episode(80 * kDay, 80 * kDay), episode(101 * kDay, 101 * kDay)}));
}

TEST_CASE("at the start of the state's episode the event ID decides") {
  CHECK(settle_by_state({episode(100 * kDay, 100 * kDay, "id")}));
  CHECK(settle_by_state({episode(100 * kDay, 100 * kDay, "later")}));
  CHECK_FALSE(settle_by_state({episode(100 * kDay, 100 * kDay, "first")}));
}

TEST_CASE("episodes that only the state's episode joins are settled together") {
  CHECK(settle_by_state({episode(101 * kDay, 101 * kDay), episode(109 * kDay, 115 * kDay)})->end ==
        EventTime{115 * kDay, 0});
  CHECK_FALSE(settle_by_state({episode(101 * kDay, 101 * kDay), episode(118 * kDay, 118 * kDay)}));
}

TEST_CASE("a settled term takes matches after its start and within the window of its last match") {
  SettledTerms settled(kWindow, {});
  CHECK_FALSE(settled.take("a", {1, 0}));
  CHECK(settled.add("a", {{100, 0}, {200, 0}}));
  CHECK_FALSE(settled.take("b", {150, 0}));
  CHECK_FALSE(settled.take("a", {99, 0}));
  CHECK_FALSE(settled.take("a", {100, 0}));
  CHECK(settled.take("a", {100, 1}));
  CHECK(ends(settled) == std::map<std::string, Seconds>{{"a", 200}});
  CHECK_FALSE(settled.take("a", {200 + kWindow, 1}));
  CHECK(settled.take("a", {200 + kWindow, 0}));
  CHECK(settled.take("a", {200 + 2 * kWindow, 0}));
  CHECK(settled.find("a")->end == EventTime{200 + 2 * kWindow, 0});
  CHECK_FALSE(settled.find("b"));
}

TEST_CASE("a term that is too long is not settled") {
  SettledTerms settled(kWindow, {});
  CHECK(settled.add(std::string(255, 'x'), {{1, 0}, {2, 0}}));
  CHECK_FALSE(settled.add(std::string(256, 'x'), {{1, 0}, {2, 0}}));
  CHECK(settled.size() == 1);
  CHECK(settled.find(std::string(255, 'x')));
}

TEST_CASE("many settled terms of two threads merge without change") {
  SettledTerms mine(kWindow, {});
  SettledTerms other(kWindow, {});
  std::map<std::string, Seconds> expected;
  for (int i = 0; i < 6000; ++i) {
    if (i < 4000) mine.add(name(i), {{0, 0}, {i, 0}});
    if (i >= 2000) other.add(name(i), {{0, 0}, {i + i % 2 * 2 - 1, 0}});
    expected[name(i)] = i < 2000 ? i : i % 2 == 1 ? i + 1 : i < 4000 ? i : i - 1;
  }
  mine.merge(std::move(other));
  CHECK(mine.size() == 6000);
  CHECK(ends(mine) == expected);
  CHECK(mine.add("one more", {{1, 0}, {2, 0}}));
  CHECK(mine.size() == 6001);
  CHECK(mine.find(name(5999))->end == EventTime{6000, 0});
}

TEST_CASE("an extended episode joins the episodes that it reaches") {
  History history(kWindow, {});
  history.add("a", episode(100 * kDay, 110 * kDay, "known"));
  history.add({"a", {130 * kDay, 0}, "met", {}}, [] { return std::string("detail"); });
  history.reach("b", {100 * kDay, 0}, {120 * kDay, 0});
  CHECK(history.find("b") == nullptr);
  history.reach("a", {90 * kDay, 0}, {140 * kDay, 0});
  CHECK(history.find("a")->size() == 2);
  history.reach("a", {100 * kDay, 0}, {123 * kDay, 0});
  REQUIRE(history.find("a")->size() == 1);
  const Episode* const whole = history.find("a")->find({100 * kDay, 0});
  REQUIRE(whole != nullptr);
  CHECK(whole->end == EventTime{130 * kDay, 0});
  CHECK(whole->earliest.event_id() == "known");
  CHECK(whole->status == Status::alerted);
}
