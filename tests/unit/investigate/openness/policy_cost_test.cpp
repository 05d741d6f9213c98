// Policies of 20 KB that are made to be slow: their cost is bounded, and no bound says "closed".

#include <chrono>

#include "catch.h"
#include "unit/investigate/openness/states.h"

using namespace s3rare;
using namespace s3rare::tests;
using namespace s3rare::investigate::openness;

namespace {

std::vector<std::string> numbered(const std::string& front, const std::string& back, int count) {
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(front + std::to_string(i) + back);
  return texts;
}

Openness reading_by(const Policy& policy) {
  BucketState state = bucket_with();
  state.policy = PolicySetting::of(policy);
  const auto begin = std::chrono::steady_clock::now();
  const Openness openness = access_of(state, {kJanuary2024, 0}).read.openness;
  // Some milliseconds; without bounds, minutes.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  return openness;
}

const std::vector<std::string> kReads = {"s3:GetObject"};

}  // namespace

TEST_CASE("many resources, and a Deny for all but as many") {
  const auto resources = numbered("arn:aws:s3:::B/d", "/*", 400);
  CHECK(reading_by({{true, Whom::everyone, false, kReads, false, resources, false, {}},
                    {false, Whom::everyone, false, kReads, false, resources, true, {}}}) ==
        Openness::open);
}

TEST_CASE("many networks") {
  Condition networks{"IpAddress", "aws:SourceIp", {}};
  for (int i = 0; i < 800; ++i) {
    networks.values.push_back(std::to_string(11 + i / 200) + "." + std::to_string(i % 200) +
                              ".0.0/17");
  }
  CHECK(reading_by({{true, Whom::everyone, false, kReads, false, {"*"}, false, {networks}}}) ==
        Openness::restricted);
}

TEST_CASE("many Denies, each with a choice, that leave nobody") {
  Policy policy = {{true, Whom::everyone, false, kReads, false, {"*"}, false, {}}};
  for (int i = 0; i < 60; ++i) {
    const std::string value = "v" + std::to_string(i);
    policy.push_back({false,
                      Whom::everyone,
                      false,
                      kReads,
                      false,
                      {"*"},
                      false,
                      {{"StringNotEquals", "aws:Referer", {value}},
                       {"StringNotEquals", "aws:UserAgent", {value}}}});
  }
  CHECK(reading_by(policy) == Openness::closed);
}
