#include "investigate/bounded/distinct_counter.h"

#include <random>
#include <set>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

std::vector<std::uint64_t> some_hashes(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> hashes(count);
  for (std::uint64_t& hash : hashes) hash = random();
  return hashes;
}

void add_all(DistinctCounter& counter, std::size_t group, const std::vector<std::uint64_t>& all) {
  for (const std::uint64_t hash : all) counter.add(group, hash);
}

}  // namespace

TEST_CASE("things that fit are counted exactly, however often they repeat") {
  DistinctCounter counter(2, 1000);
  const auto hashes = some_hashes(1, 900);
  add_all(counter, 0, hashes);
  add_all(counter, 0, hashes);
  counter.add(1, hashes[0]);
  CHECK(counter.count(0).count == 900);
  CHECK_FALSE(counter.count(0).estimated);
  CHECK(counter.count(1).count == 1);
}

TEST_CASE("one thing beyond the limit turns the count into an estimate, marked as such") {
  DistinctCounter counter(1, 1000);
  const auto hashes = some_hashes(2, 1001);
  for (std::size_t i = 0; i < 1000; ++i) counter.add(0, hashes[i]);
  CHECK_FALSE(counter.count(0).estimated);
  counter.add(0, hashes[1000]);
  CHECK(counter.count(0).estimated);
}

TEST_CASE("an estimate is close to the true count") {
  DistinctCounter counter(1, 4096);
  add_all(counter, 0, some_hashes(3, 200'000));
  CHECK(counter.count(0).estimated);
  CHECK(counter.count(0).count > 180'000);
  CHECK(counter.count(0).count < 220'000);
}

TEST_CASE("a small group stays exact beside one that is too large") {
  DistinctCounter counter(3, 1000);
  add_all(counter, 0, some_hashes(4, 50));
  add_all(counter, 1, some_hashes(5, 50'000));
  add_all(counter, 2, some_hashes(6, 60));
  CHECK(counter.count(0).count == 50);
  CHECK_FALSE(counter.count(0).estimated);
  CHECK(counter.count(1).estimated);
  CHECK(counter.count(2).count == 60);
  CHECK_FALSE(counter.count(2).estimated);
}

TEST_CASE("a hash of all zeros counts as one thing") {
  DistinctCounter counter(1, 10);
  counter.add(0, 0);
  counter.add(0, 0);
  CHECK(counter.count(0).count == 1);
}

TEST_CASE("counts depend on neither the order nor the parts") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    constexpr std::size_t kGroups = 4;
    const std::size_t most = 1 + random() % 200;
    std::vector<std::pair<std::size_t, std::uint64_t>> things;
    for (std::uint64_t count = random() % 2000; count > 0; --count) {
      const std::size_t group = random() % (1 + random() % kGroups);
      things.emplace_back(group, (random() % 700) * 0x9e3779b97f4a7c15);
    }
    DistinctCounter once(kGroups, most);
    for (const auto& [group, hash] : things) once.add(group, hash);

    std::shuffle(things.begin(), things.end(), random);
    DistinctCounter first(kGroups, most);
    DistinctCounter second(kGroups, most);
    for (const auto& [group, hash] : things) (random() % 2 == 0 ? first : second).add(group, hash);
    first.merge(std::move(second));
    for (std::size_t group = 0; group < kGroups; ++group) {
      CAPTURE(seed, group);
      REQUIRE(first.count(group).count == once.count(group).count);
      REQUIRE(first.count(group).estimated == once.count(group).estimated);
    }

    // A small set is exact: no group may be sampled while all of them fit.
    std::set<std::pair<std::size_t, std::uint64_t>> different(things.begin(), things.end());
    for (std::size_t group = 0; group < kGroups && different.size() <= most; ++group) {
      REQUIRE_FALSE(once.count(group).estimated);
    }
  }
}
