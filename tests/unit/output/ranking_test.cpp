#include "output/ranking.h"

#include <algorithm>
#include <map>
#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::output;

namespace {

using Counted = std::vector<std::pair<std::string, std::uint64_t>>;

Ranking rank(const std::vector<std::string>& values) {
  RankingBuilder builder(HashKey{1, 2});
  for (const std::string& value : values) builder.count(value);
  builder.sort();
  for (const std::string& value : values) builder.name(value);
  return builder.take();
}

}  // namespace

TEST_CASE("the most frequent value comes first; ties are sorted by value") {
  const Ranking ranking = rank({"b", "c", "a", "", "c", "b", "d", ""});
  CHECK(ranking.first == Counted{{"b", 2}, {"c", 2}, {"a", 1}, {"d", 1}});
  CHECK(ranking.values == 4);
}

TEST_CASE("no values give an empty ranking") {
  CHECK(rank({}).first.empty());
  CHECK(rank({"", ""}).values == 0);
}

TEST_CASE("a ranking lists the first values and counts all, in any input order") {
  std::vector<std::string> values;
  std::map<std::string, std::uint64_t> counts;
  for (std::size_t i = 0; i < 5000; ++i) {
    values.push_back(std::to_string(i * i % 1009));
    ++counts[values.back()];
  }
  Counted expected(counts.begin(), counts.end());
  std::stable_sort(expected.begin(), expected.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  expected.resize(kMostRanked);
  CHECK(rank(values).first == expected);
  CHECK(rank(values).values == counts.size());
  std::reverse(values.begin(), values.end());
  CHECK(rank(values).first == expected);
}
