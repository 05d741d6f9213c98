#include "s3rare/history.h"

#include <vector>

#include "catch.h"

using namespace s3rare;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;

void add(History& history, Seconds seconds, std::string_view id = "id",
         std::string_view term = "192.0.2.1", std::string detail = "detail", Origin origin = {}) {
  history.add({term, {seconds, 0}, id, origin}, [&] { return detail; });
}

std::vector<Episode> episodes(const History& history) {
  const auto* found = history.find("192.0.2.1");
  REQUIRE(found != nullptr);
  std::vector<Episode> in_order;
  found->for_each([&](const Episode& episode) { in_order.push_back(episode); });
  return in_order;
}

}  // namespace

TEST_CASE("a term that was never seen has no episodes") {
  CHECK(History(kWindow, {}).find("192.0.2.1") == nullptr);
}

TEST_CASE("a gap one second under the window, at it and over it") {
  for (const Seconds gap : {kWindow - 1, kWindow}) {
    History history(kWindow, {});
    add(history, 0);
    add(history, gap);
    CAPTURE(gap);
    CHECK(episodes(history).size() == 1);
    CHECK(episodes(history)[0].end == EventTime{gap, 0});
  }
  History history(kWindow, {});
  add(history, 0);
  add(history, kWindow + 1);
  CHECK(episodes(history).size() == 2);
}

TEST_CASE("a nanosecond over the window is over it") {
  History history(kWindow, {});
  add(history, 0);
  history.add({"192.0.2.1", {kWindow, 1}, "id", {}}, [] { return std::string(); });
  CHECK(episodes(history).size() == 2);
}

TEST_CASE("a match between two episodes joins them") {
  History history(kWindow, {});
  add(history, 0, "first");
  add(history, 2 * kWindow, "last");
  CHECK(episodes(history).size() == 2);
  add(history, kWindow, "between");
  REQUIRE(episodes(history).size() == 1);
  CHECK(episodes(history)[0].earliest.event_id() == "first");
  CHECK(episodes(history)[0].end == EventTime{2 * kWindow, 0});
}

TEST_CASE("an earlier match becomes the earliest, in any order") {
  History history(kWindow, {});
  add(history, 100, "b");
  add(history, 50, "a");
  add(history, 75, "c");
  REQUIRE(episodes(history).size() == 1);
  CHECK(episodes(history)[0].start == EventTime{50, 0});
  CHECK(episodes(history)[0].end == EventTime{100, 0});
  CHECK(episodes(history)[0].earliest.event_id() == "a");
}

TEST_CASE("matches at the same second are ordered by event ID, detail and origin") {
  History history(kWindow, {});
  add(history, 0, "b", "192.0.2.1", "x", {9, 0, 9});
  add(history, 0, "a", "192.0.2.1", "y", {9, 0, 9});
  CHECK(episodes(history)[0].earliest.event_id() == "a");
  add(history, 0, "a", "192.0.2.1", "x", {9, 0, 9});
  CHECK(episodes(history)[0].earliest.detail() == "x");
  add(history, 0, "a", "192.0.2.1", "x", {1, 0, 5});
  CHECK(episodes(history)[0].earliest.origin() == Origin{1, 0, 5});
  add(history, 0, "a", "192.0.2.1", "x", {1, 1, 0});
  CHECK(episodes(history)[0].earliest.origin() == Origin{1, 0, 5});
}

TEST_CASE("the detail is read only for an earliest match") {
  History history(kWindow, {});
  int reads = 0;
  const auto add_counted = [&](Seconds seconds, std::string_view id) {
    history.add({"192.0.2.1", {seconds, 0}, id, {}}, [&] {
      ++reads;
      return std::string();
    });
  };
  add_counted(100, "b");
  CHECK(reads == 1);
  add_counted(100, "c");
  add_counted(200, "a");
  add_counted(150, "a");
  CHECK(reads == 1);
  add_counted(99, "z");
  CHECK(reads == 2);
}

TEST_CASE("terms are distinguished byte by byte") {
  History history(kWindow, {});
  add(history, 0, "id", "2001:db8::1");
  add(history, 0, "id", "2001:DB8::1");
  add(history, 0, "id", "192.0.2.1, 198.51.100.1");
  CHECK(history.term_count() == 3);
}

TEST_CASE("many episodes of one term are kept in any order of time") {
  History ascending(1, {});
  History descending(1, {});
  constexpr Seconds kEpisodes = 100'000;
  for (Seconds number = 0; number < kEpisodes; ++number) {
    add(ascending, 3 * number);
    add(descending, 3 * (kEpisodes - 1 - number));
  }
  descending.merge(std::move(ascending));
  CHECK(episodes(descending).size() == kEpisodes);
}

TEST_CASE("merging joins the matches of both sides") {
  History one(kWindow, {});
  History other(kWindow, {});
  add(one, 0, "first");
  add(one, 2 * kWindow, "last");
  add(other, kWindow, "between");
  add(other, 0, "id", "198.51.100.1");
  one.merge(std::move(other));
  CHECK(one.term_count() == 2);
  REQUIRE(episodes(one).size() == 1);
  CHECK(episodes(one)[0].earliest.event_id() == "first");
}
