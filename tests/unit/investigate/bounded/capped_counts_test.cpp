#include "investigate/bounded/capped_counts.h"

#include <algorithm>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

// Exactly enough bytes for names of up to 15 characters.
std::size_t room_for(std::size_t names) { return names * CappedCounts::Bytes()("short"); }

CappedCounts counts_of(const std::vector<std::string>& names, std::size_t bytes) {
  CappedCounts counts(bytes);
  for (const std::string& name : names) counts.add(name);
  return counts;
}

std::string text_of(const Counts& counts) {
  std::string text;
  for (const auto& [name, records] : counts.counted) {
    text.append(name).append(" ").append(std::to_string(records)).append(", ");
  }
  return text.append("others ").append(std::to_string(counts.other_records));
}

}  // namespace

TEST_CASE("names are sorted by records, most first, then by name") {
  CHECK(text_of(counts_of({"b", "a", "c", "c"}, room_for(9)).counts()) ==
        "c 2, a 1, b 1, others 0");
  CHECK(text_of(CappedCounts(room_for(1)).counts()) == "others 0");
}

TEST_CASE("a missing name is counted, too") {
  CHECK(text_of(counts_of({"", "a", ""}, room_for(2)).counts()) == "(none) 2, a 1, others 0");
}

TEST_CASE("as many names as fit are counted: one fewer, exactly, one more") {
  CHECK(text_of(counts_of({"a", "b"}, room_for(3)).counts()) == "a 1, b 1, others 0");
  CHECK(text_of(counts_of({"a", "b", "c"}, room_for(3)).counts()) == "a 1, b 1, c 1, others 0");
  CHECK(text_of(counts_of({"a", "b", "c", "d"}, room_for(3)).counts()) ==
        "a 1, b 1, c 1, others 1");
  CHECK(text_of(counts_of({"a"}, 0).counts()) == "others 1");
}

TEST_CASE("of too many names the same ones are counted in any order") {
  std::vector<std::string> names = {"a", "b", "b", "c", "d"};
  do {
    REQUIRE(text_of(counts_of(names, room_for(2)).counts()) == "b 2, a 1, others 2");
  } while (std::next_permutation(names.begin(), names.end()));
}

TEST_CASE("in any order, a short name after a long one that does not fit is left out, too") {
  std::vector<std::string> names = {"a", "b" + std::string(100, 'x'), "c"};
  do {
    REQUIRE(text_of(counts_of(names, room_for(2)).counts()) == "a 1, others 2");
  } while (std::next_permutation(names.begin(), names.end()));
}

TEST_CASE("a name dropped by one part does not come back in a merge") {
  const std::string long_name = "b" + std::string(100, 'x');
  CappedCounts part = counts_of({"a", long_name}, room_for(2));
  part.merge(counts_of({"a", "c"}, room_for(2)));
  CHECK(text_of(part.counts()) == "a 2, others 2");

  CappedCounts other = counts_of({"a", "c"}, room_for(2));
  other.merge(counts_of({"a", long_name}, room_for(2)));
  other.add("c");
  CHECK(text_of(other.counts()) == "a 2, others 3");
}

TEST_CASE("names that are too long are cut and still distinguished") {
  const std::string text(CappedCounts::kLongestName, 'x');
  const Counts counts = counts_of({text, text + "1", text + "2"}, 10'000).counts();
  REQUIRE(counts.counted.size() == 3);
  CHECK(counts.counted[0].name == text);
  CHECK(counts.counted[1].name.size() == text.size() + 32);
}
