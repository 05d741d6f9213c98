#include "report/collected/request_steps.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "catch.h"

namespace s3rare::report {
namespace {

using Requests = std::vector<std::pair<Seconds, bool>>;

RequestChart chart_of(const Requests& requests) {
  RequestSteps steps;
  for (const auto& [seconds, succeeded] : requests) steps.add({seconds, 0}, succeeded);
  return steps.chart();
}

bool same(const RequestChart& a, const RequestChart& b) {
  const auto same_bar = [](const RequestChart::Bar& one, const RequestChart::Bar& other) {
    return one.begin == other.begin && one.succeeded == other.succeeded &&
           one.denied == other.denied;
  };
  return a.step == b.step &&
         std::equal(a.bars.begin(), a.bars.end(), b.bars.begin(), b.bars.end(), same_bar);
}

TEST_CASE("few requests keep their minutes, however far apart") {
  const RequestChart chart = chart_of({{59, true}, {60, true}, {61, false}, {4'000'000'000, true}});
  CHECK(chart.step == 60);
  REQUIRE(chart.bars.size() == 3);
  CHECK(chart.bars[1].begin.seconds == 60);
  CHECK(chart.bars[1].succeeded == 1);
  CHECK(chart.bars[1].denied == 1);
}

TEST_CASE("a step begins before a request that is before 1970") {
  const RequestChart chart = chart_of({{-1, true}});
  REQUIRE(chart.bars.size() == 1);
  CHECK(chart.bars[0].begin.seconds == -60);
}

TEST_CASE("steps grow until they fit, and no request is lost") {
  Requests requests;
  for (Seconds hour = 0; hour < 365 * 24; ++hour) requests.emplace_back(hour * 3600, hour % 3 > 0);
  const RequestChart chart = chart_of(requests);
  CHECK(chart.bars.size() <= RequestSteps::kMostSteps);
  CHECK(chart.step == 4 * kSecondsPerDay);
  std::uint64_t succeeded = 0;
  std::uint64_t denied = 0;
  for (const RequestChart::Bar& bar : chart.bars) {
    CHECK(bar.begin.seconds % chart.step == 0);
    succeeded += bar.succeeded;
    denied += bar.denied;
  }
  CHECK(succeeded == 365 * 16);
  CHECK(denied == 365 * 8);
}

TEST_CASE("neither order nor division of requests changes the chart") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    Requests requests;
    const auto span = Seconds{1} << (random() % 32);
    const auto number = random() % 600;
    for (unsigned at = 0; at < number; ++at) {
      requests.emplace_back(static_cast<Seconds>(random()) % span, random() % 2 == 0);
    }
    const RequestChart expected = chart_of(requests);
    std::shuffle(requests.begin(), requests.end(), random);
    CHECK(same(chart_of(requests), expected));
    std::vector<RequestSteps> parts(3);
    for (const auto& [seconds, succeeded] : requests) {
      parts[random() % parts.size()].add({seconds, 0}, succeeded);
    }
    parts[2].merge(parts[0]);
    parts[2].merge(parts[1]);
    CHECK(same(parts[2].chart(), expected));
  }
}

}  // namespace
}  // namespace s3rare::report
