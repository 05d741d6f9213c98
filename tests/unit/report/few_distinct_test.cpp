#include "report/collected/few_distinct.h"

#include <string>

#include "catch.h"
#include "s3rare/siphash.h"

namespace s3rare::report {
namespace {

std::uint64_t hash_of(std::size_t number) { return siphash_64({}, std::to_string(number)); }

TEST_CASE("few things are counted exactly, however often they come") {
  FewDistinct counter;
  for (std::size_t time = 0; time < 3; ++time) {
    for (std::size_t number = 0; number < FewDistinct::kMost; ++number) {
      counter.add(hash_of(number));
    }
  }
  CHECK(counter.count().count == FewDistinct::kMost);
  CHECK_FALSE(counter.count().estimated);
}

TEST_CASE("the count of many things is an estimate, and says so") {
  FewDistinct counter;
  for (std::size_t number = 0; number < 10'000; ++number) counter.add(hash_of(number));
  CHECK(counter.count().estimated);
  CHECK(counter.count().count > 7'000);
  CHECK(counter.count().count < 13'000);
}

TEST_CASE("parts that are joined in any order count as the whole") {
  for (const std::size_t things : {100U, 128U, 129U, 5'000U}) {
    FewDistinct whole;
    FewDistinct odd;
    FewDistinct even;
    for (std::size_t number = 0; number < things; ++number) {
      whole.add(hash_of(number));
      (number % 2 == 0 ? even : odd).add(hash_of(number));
    }
    FewDistinct joined = odd;
    joined.merge(even);
    even.merge(odd);
    CHECK(joined.count().count == whole.count().count);
    CHECK(even.count().count == whole.count().count);
    CHECK(joined.count().estimated == whole.count().estimated);
  }
}

}  // namespace
}  // namespace s3rare::report
