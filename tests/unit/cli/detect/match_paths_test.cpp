#include "cli/detect/match_paths.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::cli;

namespace {

constexpr Seconds kWindow = 10;

// Adds a match as a worker does.
void add(History& history, MatchPaths& paths, const std::string& term, Seconds time,
         std::uint32_t file) {
  history.add({term, {time, 0}, "id", {file, 0, 0}}, [&] {
    paths.add({file, 0, 0}, "path of " + std::to_string(file), history);
    return std::string();
  });
}

}  // namespace

TEST_CASE("paths of superseded matches are dropped") {
  History history(kWindow, {});
  MatchPaths paths;
  for (std::uint32_t file = 1; file <= 10'000; ++file) {
    add(history, paths, "a", 100'000 - file, file);
    CHECK(paths.of({file, 0, 0}) == "path of " + std::to_string(file));
  }
  CHECK(paths.size() < 1000);
}

TEST_CASE("the paths of all episodes are kept") {
  History history(kWindow, {});
  MatchPaths paths;
  for (std::uint32_t file = 1; file <= 3000; ++file) {
    add(history, paths, "many", file * 100, file);
    add(history, paths, "one", -Seconds{file}, 10'000 + file);
  }
  for (std::uint32_t file = 1; file <= 3000; ++file) {
    REQUIRE(paths.of({file, 0, 0}) == "path of " + std::to_string(file));
  }
  CHECK(paths.of({13'000, 0, 0}) == "path of 13000");
  CHECK(paths.size() < 9000);
}

TEST_CASE("used paths move to another history's, which stay bounded") {
  History asked(kWindow, {});
  MatchPaths asked_paths;
  for (std::uint32_t file = 1; file <= 10'000; ++file) {
    History history(kWindow, {});
    MatchPaths paths;
    add(history, paths, "a", 50'000, 20'000 + file);
    add(history, paths, "a", 40'000 - file, file);
    add(history, paths, "a", 50'000 - file, 40'000 + file);
    asked_paths.take_used(paths, history, asked);
    asked.merge(std::move(history));
    REQUIRE(paths.size() == 0);
    REQUIRE(asked_paths.of({file, 0, 0}) == "path of " + std::to_string(file));
  }
  CHECK(asked_paths.size() < 1000);
}
