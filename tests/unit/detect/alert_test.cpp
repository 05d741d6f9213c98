#include "s3rare/alert.h"

#include "catch.h"
#include "s3rare/rule.h"

using namespace s3rare;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;

History history_of(const std::vector<std::pair<std::string, Seconds>>& matches) {
  History history(kWindow, {});
  for (const auto& [term, seconds] : matches) {
    history.add({term, {seconds, 0}, "id-" + std::to_string(seconds), {}},
                [] { return std::string(); });
  }
  return history;
}

std::vector<std::string> terms_of(const std::vector<Alert>& alerts) {
  std::vector<std::string> terms;
  for (const Alert& alert : alerts) terms.emplace_back(alert.term);
  return terms;
}

}  // namespace

TEST_CASE("every episode alerts once, with the last match before it") {
  History history = history_of({{"a", 0}, {"a", 10}, {"a", 11 + kWindow}});
  const auto found = find_alerts(history, {}, std::nullopt);
  REQUIRE(found.alerts.size() == 2);
  CHECK_FALSE(found.alerts[0].previous_seen());
  CHECK(found.alerts[1].previous_seen() == EventTime{10, 0});
}

TEST_CASE("alerts are in order of time, event ID and term") {
  History history = history_of({{"b", 5}, {"a", 5}, {"c", 1}});
  CHECK(terms_of(find_alerts(history, {}, std::nullopt).alerts) ==
        std::vector<std::string>{"c", "a", "b"});
}

TEST_CASE("an episode that starts before `since` is learned") {
  History history = history_of({{"a", 0}, {"a", 100}, {"b", 99}, {"c", 100}});
  const auto found = find_alerts(history, {}, EventTime{100, 0});
  CHECK(terms_of(found.alerts) == std::vector<std::string>{"c"});
  CHECK(found.learned == 2);
}

TEST_CASE("a limit keeps the earliest alerts of each five minutes") {
  History history =
      history_of({{"a", 0}, {"b", 1}, {"c", 299}, {"d", 300}, {"e", -1}, {"f", -300}});
  auto alerts = find_alerts(history, {}, std::nullopt).alerts;
  const HeldBack held = hold_back(alerts, 1);
  CHECK(terms_of(alerts) == std::vector<std::string>{"f", "a", "d"});
  CHECK(held.alerts.size() == 3);
  CHECK(held.slots == 2);
}

TEST_CASE("a limit of zero holds nothing back") {
  History history = history_of({{"a", 0}, {"b", 1}});
  auto alerts = find_alerts(history, {}, std::nullopt).alerts;
  CHECK(hold_back(alerts, 0).alerts.empty());
  CHECK(hold_back(alerts, 2).alerts.empty());
  CHECK(alerts.size() == 2);
}

TEST_CASE("an alert's id depends on term, fields, time and event ID alone") {
  const TermFields source = {TermField::source_address};
  const TermFields bucket = {TermField::bucket};
  History history = history_of({{"a", 0}, {"b", 0}, {"a", 1 + kWindow}});
  const auto alerts = find_alerts(history, {}, std::nullopt).alerts;
  REQUIRE(alerts.size() == 3);
  CHECK(alert_id(alerts[0], source).size() == 32);
  CHECK(alert_id(alerts[0], source) != alert_id(alerts[1], source));
  CHECK(alert_id(alerts[0], source) != alert_id(alerts[2], source));
  CHECK(alert_id(alerts[0], source) != alert_id(alerts[0], bucket));

  Alert moved = alerts[0];
  moved.previous = alerts[1].episode;
  CHECK(alert_id(alerts[0], source) == alert_id(moved, source));
}
