#include "detect/pattern_index.h"

#include <algorithm>
#include <string>

#include "catch.h"

using namespace s3rare;

namespace {

using Condition = std::pair<ExceptionField, Glob>;

std::vector<Condition> key_pattern(const std::string& pattern) {
  return {{ExceptionField::key, *Glob::parse(pattern)}};
}

PatternIndex index_of(const std::vector<std::string>& patterns) {
  PatternIndex index;
  for (const std::string& pattern : patterns) index.count(key_pattern(pattern));
  std::uint32_t number = 0;
  for (const std::string& pattern : patterns) REQUIRE(index.add(key_pattern(pattern), number++));
  return index;
}

// The numbers that may apply to a key.
std::vector<std::uint32_t> candidates(const PatternIndex& index, const std::string& key) {
  PatternIndex::Texts texts;
  texts[static_cast<std::size_t>(ExceptionField::key)] = key;
  std::vector<std::uint32_t> found;
  index.for_each(texts, [&](const std::vector<std::uint32_t>& numbers) {
    found.insert(found.end(), numbers.begin(), numbers.end());
  });
  return found;
}

}  // namespace

TEST_CASE("of many patterns with a common part, few are candidates for a key") {
  std::vector<std::string> patterns;
  for (int i = 10'000; i < 20'000; ++i)
    patterns.push_back("status/check-" + std::to_string(i) + "*");
  const PatternIndex index = index_of(patterns);
  for (const std::uint32_t number : {0U, 42U, 9'999U}) {
    const auto found =
        candidates(index, "status/check-" + std::to_string(10'000 + number) + ".txt");
    CHECK(std::count(found.begin(), found.end(), number) == 1);
    CHECK(found.size() < 12);
  }
  CHECK(candidates(index, "status/check-").size() < 2);
  CHECK(candidates(index, "assets/logo.png").empty());
}

TEST_CASE("a pattern that requires no byte is not held") {
  PatternIndex index;
  index.count(key_pattern("*?*"));
  CHECK_FALSE(index.add(key_pattern("*?*"), 0));
  CHECK(candidates(index, "a").empty());
}

TEST_CASE("a key that repeats the bytes of a pattern has it once as a candidate") {
  const PatternIndex index = index_of({"*abab*c", "a?", "*xyz"});
  CHECK(candidates(index, std::string("abababababab")) == std::vector<std::uint32_t>{1, 0});
  CHECK(candidates(index, "xyz") == std::vector<std::uint32_t>{2});
  CHECK(candidates(index, "xy").empty());
}
