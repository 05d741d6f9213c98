// Compares `History` with the oracle: any order, any division into histories, merged in any order.

#include <algorithm>

#include "catch.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "s3rare/alert.h"
#include "s3rare/history.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

constexpr Seconds kWindow = 100;

// Details are stored in one of two forms, as if one of them were compressed.
std::string keep(std::string detail, bool reversed) {
  if (reversed) std::reverse(detail.begin(), detail.end());
  detail.insert(detail.begin(), reversed ? 'r' : 'p');
  return detail;
}

std::string open(std::string_view kept) {
  if (kept.empty()) return {};
  std::string detail(kept.substr(1));
  if (kept.front() == 'r') std::reverse(detail.begin(), detail.end());
  return detail;
}

void add(Random& random, History& history, const OracleMatch& match) {
  history.add({match.term, match.time, match.event_id, {}},
              [&] { return keep(match.detail, pick(random, 2) == 0); });
}

std::vector<OracleAlert> alerts_of(History history, std::optional<EventTime> since) {
  std::vector<OracleAlert> alerts;
  for (const Alert& alert : find_alerts(history, {}, since).alerts) {
    alerts.push_back({alert.episode->start, std::string(alert.episode->earliest.event_id()),
                      std::string(alert.term), open(alert.episode->earliest.detail()),
                      alert.previous_seen()});
  }
  return alerts;
}

History merged_in_any_order(Random& random, std::vector<History> parts) {
  while (parts.size() > 1) {
    std::shuffle(parts.begin(), parts.end(), random);
    History last = std::move(parts.back());
    parts.pop_back();
    parts.front().merge(std::move(last));
  }
  return std::move(parts.front());
}

}  // namespace

TEST_CASE("a history alerts as the oracle does, however it was built") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    auto matches = generate_matches(random, kWindow, true);
    std::optional<EventTime> since;
    if (pick(random, 2) == 0) since = matches[pick(random, matches.size())].time;
    const auto expected = oracle_alerts(matches, kWindow, since);

    std::shuffle(matches.begin(), matches.end(), random);
    std::vector<History> parts;
    for (std::uint64_t i = 0; i <= pick(random, 5); ++i) {
      parts.emplace_back(kWindow, HashKey{random(), random()}, open);
    }
    for (const OracleMatch& match : matches) {
      add(random, parts[pick(random, parts.size())], match);
    }
    const auto found = alerts_of(merged_in_any_order(random, std::move(parts)), since);
    if (found != expected) FAIL("seed " << seed);
  }
  SUCCEED();
}

TEST_CASE("a history merged with itself is itself") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const auto matches = generate_matches(random, kWindow, true);
    History once(kWindow, {1, 2}, open);
    History twice(kWindow, {3, 4}, open);
    History again(kWindow, {5, 6}, open);
    for (const OracleMatch& match : matches) {
      add(random, once, match);
      add(random, twice, match);
      add(random, again, match);
    }
    twice.merge(std::move(again));
    if (alerts_of(twice, std::nullopt) != alerts_of(once, std::nullopt)) FAIL("seed " << seed);
  }
  SUCCEED();
}

TEST_CASE("memory grows with episodes, not with matches") {
  Random random(0);
  History history(kWindow, {}, open);
  for (Seconds second = 0; second < 100'000; second += 50) {
    add(random, history, {"192.0.2.1", {second, 0}, "id", ""});
  }
  REQUIRE(history.find("192.0.2.1") != nullptr);
  CHECK(history.find("192.0.2.1")->size() == 1);
}
