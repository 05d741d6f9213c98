#include "input/first_by_path.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "catch.h"

using namespace s3rare::input;

namespace {

using Paths = FirstByPath<std::string>;

// Paths in no order, three times as many as are kept.
std::vector<std::string> many_paths() {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < 3 * Paths::kMost; ++i) paths.push_back(std::to_string(100'000 + i));
  std::shuffle(paths.begin(), paths.end(), std::mt19937(7));
  return paths;
}

std::vector<std::string> kept(const Paths& list) { return {list.begin(), list.end()}; }

}  // namespace

TEST_CASE("the first paths are kept in order, and the others counted") {
  std::vector<std::string> paths = many_paths();
  Paths list;
  for (const std::string& path : paths) list.add(path);
  std::sort(paths.begin(), paths.end());
  paths.resize(Paths::kMost);
  CHECK(kept(list) == paths);
  CHECK(list.total() == 3 * Paths::kMost);
  CHECK(list.left_out() == 2 * Paths::kMost);
}

TEST_CASE("merged lists keep what one list would keep") {
  Paths one;
  std::vector<Paths> parts(3);
  const auto paths = many_paths();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    one.add(paths[i]);
    parts[i % 5 == 0 ? 0 : i % 2 + 1].add(paths[i]);
  }
  Paths merged;
  for (const Paths& part : parts) merged.merge(part);
  CHECK(kept(merged) == kept(one));
  CHECK(merged.total() == one.total());
}

TEST_CASE("removed and forgotten paths no longer count") {
  Paths list;
  for (const char* path : {"a", "b", "c"}) list.add(path);
  list.add_unlisted(5);
  list.remove_if([](const std::string& path) { return path != "b"; });
  CHECK(kept(list) == std::vector<std::string>{"b"});
  CHECK(list.total() == 6);
  list.forget_unlisted(7);
  CHECK(list.total() == 1);
  list.remove_if([](const std::string&) { return true; });
  CHECK(list.empty());
}
