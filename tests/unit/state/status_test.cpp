// Joined episodes take the strongest status, and only new episodes alert.

#include <array>
#include <vector>

#include "catch.h"
#include "s3rare/alert.h"
#include "s3rare/history.h"

using namespace s3rare;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;
constexpr std::string_view kTerm = "192.0.2.1";

Episode episode(Seconds start, Seconds end, Status status) {
  return {{start, 0}, {end, 0}, {"id-" + std::to_string(start), {}, {}}, status};
}

void add_match(History& history, Seconds seconds) {
  const std::string id = "id-" + std::to_string(seconds);
  history.add({kTerm, {seconds, 0}, id, {}}, [] { return std::string("detail"); });
}

std::vector<Episode> episodes(const History& history) {
  const auto* found = history.find(kTerm);
  REQUIRE(found != nullptr);
  std::vector<Episode> in_order;
  found->for_each([&](const Episode& each) { in_order.push_back(each); });
  return in_order;
}

}  // namespace

TEST_CASE("two joined episodes take the strongest status, in either order") {
  constexpr std::array kStatuses = {Status::fresh, Status::learned, Status::held, Status::alerted};
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    for (std::size_t j = 0; j < kStatuses.size(); ++j) {
      History one(kWindow, {});
      History other(kWindow, {});
      one.add(kTerm, episode(0, 10, kStatuses[i]));
      one.add(kTerm, episode(kWindow, kWindow + 10, kStatuses[j]));
      other.add(kTerm, episode(kWindow, kWindow + 10, kStatuses[j]));
      other.add(kTerm, episode(0, 10, kStatuses[i]));
      for (const History* history : {&one, &other}) {
        REQUIRE(episodes(*history).size() == 1);
        CHECK(episodes(*history)[0].status == kStatuses[std::max(i, j)]);
        CHECK(episodes(*history)[0].start == EventTime{0, 0});
        CHECK(episodes(*history)[0].end == EventTime{kWindow + 10, 0});
        CHECK(episodes(*history)[0].earliest.event_id() == "id-0");
      }
    }
  }
}

TEST_CASE("a separate episode keeps its own status") {
  History history(kWindow, {});
  history.add(kTerm, episode(0, 0, Status::alerted));
  history.add(kTerm, episode(kWindow + 1, kWindow + 1, Status::fresh));
  REQUIRE(episodes(history).size() == 2);
  CHECK(episodes(history)[0].status == Status::alerted);
  CHECK(episodes(history)[1].status == Status::fresh);
}

TEST_CASE("a match in a known episode is known, whether it comes before or after it") {
  for (const Status known : {Status::learned, Status::held, Status::alerted}) {
    for (const Seconds at : {-kWindow, Seconds{-1}, Seconds{0}, Seconds{50}, 100 + kWindow}) {
      History before(kWindow, {});
      before.add(kTerm, episode(0, 100, known));
      add_match(before, at);
      History after(kWindow, {});
      add_match(after, at);
      after.add(kTerm, episode(0, 100, known));
      for (History* history : {&before, &after}) {
        REQUIRE(episodes(*history).size() == 1);
        CHECK(episodes(*history)[0].status == known);
        CHECK(find_alerts(*history, {}, std::nullopt).alerts.empty());
        CHECK(episodes(*history)[0].status == known);
      }
    }
  }
}

TEST_CASE("a match between two known episodes joins them with the stronger status") {
  History history(kWindow, {});
  history.add(kTerm, episode(0, 0, Status::held));
  history.add(kTerm, episode(2 * kWindow, 2 * kWindow, Status::learned));
  add_match(history, kWindow);
  REQUIRE(episodes(history).size() == 1);
  CHECK(episodes(history)[0].status == Status::held);
}

TEST_CASE("a match one second beyond the window of a known episode alerts and names its end") {
  for (const Status known : {Status::learned, Status::held, Status::alerted}) {
    History history(kWindow, {});
    history.add(kTerm, episode(0, 100, known));
    add_match(history, 101 + kWindow);
    const auto found = find_alerts(history, {}, std::nullopt);
    REQUIRE(found.alerts.size() == 1);
    CHECK(found.alerts[0].episode->start == EventTime{101 + kWindow, 0});
    CHECK(found.alerts[0].previous_seen() == EventTime{100, 0});
    CHECK(episodes(history)[0].status == known);
    CHECK(episodes(history)[1].status == Status::alerted);
  }
}

TEST_CASE("after alerts are found no episode is new, and nothing is found again") {
  History history(kWindow, {});
  add_match(history, 0);
  add_match(history, 2 * kWindow);
  add_match(history, 4 * kWindow);
  auto found = find_alerts(history, {}, EventTime{kWindow, 0});
  CHECK(found.learned == 1);
  REQUIRE(found.alerts.size() == 2);
  CHECK(episodes(history)[0].status == Status::learned);
  CHECK(episodes(history)[1].status == Status::alerted);
  const auto again = find_alerts(history, {}, std::nullopt);
  CHECK(again.alerts.empty());
  CHECK(again.learned == 0);
}

TEST_CASE("held alerts are held in the history") {
  History history(kWindow, {});
  add_match(history, 0);
  history.add({"192.0.2.2", {1, 0}, "id", {}}, [] { return std::string("detail"); });
  auto found = find_alerts(history, {}, std::nullopt);
  const auto held = hold_back(found.alerts, 1);
  REQUIRE(held.alerts.size() == 1);
  CHECK(held.alerts[0].term == "192.0.2.2");
  CHECK(history.find("192.0.2.2")->find({1, 0})->status == Status::held);
  CHECK(episodes(history)[0].status == Status::alerted);
  CHECK(find_alerts(history, {}, std::nullopt).alerts.empty());
}

TEST_CASE("merging histories with statuses is idempotent and ignores the order") {
  const auto make = [](bool first, bool second) {
    History history(kWindow, {});
    if (first) history.add(kTerm, episode(0, 10, Status::alerted));
    if (second) history.add(kTerm, episode(kWindow, kWindow, Status::learned));
    if (second) history.add(kTerm, episode(5 * kWindow, 5 * kWindow, Status::held));
    return history;
  };
  const auto check = [](History history) {
    REQUIRE(episodes(history).size() == 2);
    CHECK(episodes(history)[0].status == Status::alerted);
    CHECK(episodes(history)[0].end == EventTime{kWindow, 0});
    CHECK(episodes(history)[1].status == Status::held);
  };
  History one = make(true, false);
  one.merge(make(false, true));
  one.merge(make(true, true));
  check(std::move(one));
  History other = make(false, true);
  other.merge(make(true, false));
  check(std::move(other));
}
