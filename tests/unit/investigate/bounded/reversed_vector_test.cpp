#include "investigate/bounded/reversed_vector.h"

#include <algorithm>
#include <deque>

#include "catch.h"
#include "property/generate.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

TEST_CASE("a reversed vector holds what a deque holds") {
  Random random(1);
  ReversedVector<int> reversed;
  std::deque<int> expected;
  for (int step = 0; step < 5000; ++step) {
    if (pick(random, 3) == 0 && !expected.empty()) {
      reversed.pop_back();
      expected.pop_back();
    } else {
      const auto place = static_cast<std::ptrdiff_t>(pick(random, expected.size() + 1));
      reversed.insert(reversed.begin() + place, step);
      expected.insert(expected.begin() + place, step);
    }
    REQUIRE(reversed.size() == expected.size());
    REQUIRE(std::equal(reversed.begin(), reversed.end(), expected.begin(), expected.end()));
    if (!expected.empty()) REQUIRE(reversed.back() == expected.back());
    if (!expected.empty()) REQUIRE(reversed[expected.size() / 2] == expected[expected.size() / 2]);
  }
}
