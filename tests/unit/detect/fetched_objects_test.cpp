#include "s3rare/fetched_objects.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "catch.h"

using namespace s3rare;

namespace {

struct Fetch {
  std::string bucket;
  std::string key;
  std::uint64_t bytes;
};

FetchedObjects objects_of(const std::vector<Fetch>& fetches) {
  FetchedObjects objects;
  for (const Fetch& fetch : fetches) objects.add(fetch.bucket, fetch.key, fetch.bytes);
  return objects;
}

std::vector<Fetch> fetches_of(int count, std::uint64_t bytes) {
  std::vector<Fetch> fetches;
  for (int i = 0; i < count; ++i) fetches.push_back({"b", "key-" + std::to_string(i), bytes});
  return fetches;
}

// The same question, answered from all fetches at once.
bool are_bulk_slowly(const std::vector<Fetch>& fetches) {
  std::map<std::pair<std::string, std::string>, std::uint64_t> largest;
  for (const Fetch& fetch : fetches) {
    std::uint64_t& bytes = largest[{fetch.bucket, fetch.key}];
    bytes = std::max(bytes, fetch.bytes);
  }
  std::uint64_t sum = 0;
  for (const auto& [object, bytes] : largest) sum += bytes;
  return largest.size() >= 100 || sum >= 100'000'000;
}

}  // namespace

TEST_CASE("a hundred objects are bulk, or a hundred megabytes") {
  CHECK_FALSE(objects_of({}).are_bulk());
  CHECK_FALSE(objects_of(fetches_of(99, 0)).are_bulk());
  CHECK(objects_of(fetches_of(100, 0)).are_bulk());
  CHECK_FALSE(objects_of(fetches_of(9, 11'000'000)).are_bulk());
  CHECK(objects_of(fetches_of(10, 10'000'000)).are_bulk());
  CHECK(objects_of({{"b", "a.iso", UINT64_MAX}}).are_bulk());
  CHECK(objects_of({{"b", "a", UINT64_MAX}, {"b", "b", UINT64_MAX}}).are_bulk());
}

TEST_CASE("an object counts once, with its largest response") {
  std::vector<Fetch> fetches(1000, {"b", "key", 60'000'000});
  CHECK_FALSE(objects_of(fetches).are_bulk());
  fetches.push_back({"b", "key", 99'999'999});
  CHECK_FALSE(objects_of(fetches).are_bulk());
  // Of another bucket it is another object.
  fetches.push_back({"c", "key", 1});
  CHECK(objects_of(fetches).are_bulk());
}

TEST_CASE("neither order nor repetition nor the way fetches are divided changes the answer") {
  std::mt19937 random(1);
  int bulk = 0;
  for (int turn = 0; turn < 300; ++turn) {
    CAPTURE(turn);
    std::vector<Fetch> fetches;
    const std::size_t most_bytes = random() % 2 == 0 ? 2 : 4'000'000;
    for (std::size_t count = random() % 250; count > 0; --count) {
      fetches.push_back(
          {random() % 8 == 0 ? "c" : "b", std::to_string(random() % 120), random() % most_bytes});
    }
    const bool expected = are_bulk_slowly(fetches);
    bulk += expected ? 1 : 0;
    REQUIRE(objects_of(fetches).are_bulk() == expected);

    std::vector<std::vector<Fetch>> parts(3);
    for (const Fetch& fetch : fetches) {
      parts[random() % 3].push_back(fetch);
      if (random() % 3 == 0) parts[random() % 3].push_back(fetch);
    }
    FetchedObjects merged;
    for (std::vector<Fetch>& part : parts) {
      std::shuffle(part.begin(), part.end(), random);
      const FetchedObjects objects = objects_of(part);
      merged.merge(objects);
      merged.merge(objects);
    }
    REQUIRE(merged.are_bulk() == expected);
  }
  CHECK(bulk > 60);
  CHECK(bulk < 240);
}
