// Compares `History` with the oracle: any order, any division into histories, merged in any order.

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

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

// What a match did. It depends on the match alone: copies of a match are the same.
Request request_of(const OracleMatch& match) {
  constexpr std::array<std::string_view, 5> kActions = {"GetObject", "GetObject", "ListObjects",
                                                        "PutObject", "DeleteObject"};
  constexpr std::array<std::string_view, 4> kKeys = {"a.txt", "dump.sql", "b.txt", ".env"};
  constexpr std::array<std::optional<std::uint64_t>, 4> kBytes = {std::nullopt, 0, 1, 2};
  const std::size_t number = std::hash<std::string>()(match.event_id + "/" + match.detail);
  const std::size_t kinds = 1 + number / 64 % kActions.size();
  return {kActions.at(number % kinds), "b", kKeys.at(number / 256 % kKeys.size()), match.event_id,
          kBytes.at(number / 1024 % kBytes.size())};
}

// The worst request, the slow way: each is compared with all others.
int tier_of(const Request& request) {
  if (request.action == "DeleteObject") return 5;
  if (request.action == "PutObject") return 4;
  if (request.bytes == std::uint64_t{0}) return 0;
  if (request.action == "ListObjects") return 1;
  return request.key == "dump.sql" || request.key == ".env" ? 3 : 2;
}

bool is_worse(const OracleMatch& match, const OracleMatch& other) {
  const Request a = request_of(match);
  const Request b = request_of(other);
  if (tier_of(a) != tier_of(b)) return tier_of(a) > tier_of(b);
  if (a.bytes != b.bytes) return a.bytes > b.bytes;
  if (match.time != other.time) return match.time < other.time;
  return std::tie(a.event_id, a.action, a.key) < std::tie(b.event_id, b.action, b.key);
}

std::string show(std::string_view term, EventTime time, const Request& request, bool any_listed) {
  std::string text(term);
  for (const std::string_view part : {request.event_id, request.action, request.key}) {
    text.append(" ").append(part);
  }
  return text + " " + format_utc(time) + " " +
         (request.bytes ? std::to_string(*request.bytes) : "?") + (any_listed ? " listed" : "");
}

std::vector<std::string> oracle_worst(const std::vector<OracleMatch>& matches,
                                      std::optional<EventTime> since) {
  std::vector<std::string> shown;
  for (const auto& episode : oracle_episodes(matches, kWindow)) {
    if (since && episode.front().time < *since) continue;
    const auto worst = std::find_if(episode.begin(), episode.end(), [&](const OracleMatch& match) {
      return std::none_of(episode.begin(), episode.end(),
                          [&](const OracleMatch& other) { return is_worse(other, match); });
    });
    const bool any_listed = std::any_of(episode.begin(), episode.end(), [](const auto& match) {
      return request_of(match).action == "ListObjects";
    });
    shown.push_back(show(worst->term, worst->time, request_of(*worst), any_listed));
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

std::vector<std::string> worst_of(History history, std::optional<EventTime> since) {
  std::vector<std::string> shown;
  for (const Alert& alert : find_alerts(history, {}, since).alerts) {
    const Worst& worst = alert.episode->worst;
    shown.push_back(show(alert.term, worst.time(), worst.request(), worst.any_listed()));
  }
  std::sort(shown.begin(), shown.end());
  return shown;
}

void add(Random& random, History& history, const OracleMatch& match) {
  history.add({match.term, match.time, match.event_id, {}, request_of(match)},
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
    const History whole = merged_in_any_order(random, std::move(parts));
    if (alerts_of(whole, since) != expected) FAIL("seed " << seed);
    if (worst_of(whole, since) != oracle_worst(matches, since)) FAIL("worst, seed " << seed);
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
    if (worst_of(twice, std::nullopt) != worst_of(once, std::nullopt)) FAIL("seed " << seed);
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
