#include "state/import.h"

#include <filesystem>
#include <sstream>

#include "catch.h"
#include "state/runs.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace s3rare::tests;

namespace {

constexpr EventTime kStarted{1'714'564'800, 0};  // 2024-05-01T12:00:00Z

std::string line(const std::string& source, const std::string& day, const std::string& window) {
  return R"({"terms":{"source.address":")" + source + R"("},"window":")" + window +
         R"(","principal":"both","episodes":[{"first_seen":")" + day +
         R"(T00:00:00Z","last_seen":")" + day +
         R"(T01:00:00Z","event_id":"id","status":"alerted"}]})" + "\n";
}

Result<Done> read(LineImport& import, const std::string& text) {
  std::istringstream file(text);
  return import.read(file, "lines");
}

}  // namespace

TEST_CASE("lines create a state whose newest record is not later than the run") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db").string();
  LineImport import(path, kStarted, {});
  REQUIRE(read(import, line("192.0.2.1", "2024-04-01", "7d") + "\n \r\n"));
  REQUIRE(read(import, line("192.0.2.2", "2042-01-01", "7d")));
  REQUIRE(import.finish());
  CHECK(import.lines() == 2);
  CHECK(import.forgotten() == 0);

  auto state = State::open(path, State::Access::read, kStarted);
  REQUIRE(state);
  CHECK(newest_record(*state) == EventTime{1'711'933'200, 0});  // 2024-04-01T01:00:00Z
  std::string terms;
  REQUIRE(for_each_term(*state, Rows::all, [&](const std::string& term, const Episodes&) {
    terms += term + " ";
    return true;
  }));
  CHECK(terms == "192.0.2.1 192.0.2.2 ");
}

TEST_CASE("episodes behind the horizon are counted and skipped") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db").string();
  {
    const auto fields = parse_term_fields("source.address");
    REQUIRE(fields);
    auto state = State::create(path, {*fields, 7 * kSecondsPerDay, Principal::both}, kStarted);
    REQUIRE(state);
    state->set_horizon(kStarted);
    REQUIRE(state->commit());
  }
  LineImport import(path, kStarted, {});
  REQUIRE(read(import, line("192.0.2.1", "2024-04-01", "7d")));
  REQUIRE(read(import, line("192.0.2.2", "2024-04-28", "7d")));
  REQUIRE(import.finish());
  CHECK(import.lines() == 2);
  CHECK(import.forgotten() == 1);
}

TEST_CASE("a line with other settings is refused by line number, and nothing is created") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db").string();
  {
    LineImport import(path, kStarted, {});
    REQUIRE(read(import, line("192.0.2.1", "2024-04-01", "7d")));
    const auto refused = read(import, "\n" + line("192.0.2.2", "2024-04-01", "5d"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().path == "lines");
    CHECK(refused.error().what ==
          "line 2: found --window 5d, expected --window 7d as in the state");
  }
  CHECK_FALSE(State::exists(path));
}

TEST_CASE("an import without lines is refused and creates no state") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db").string();
  LineImport import(path, kStarted, {});
  REQUIRE(read(import, "\n\n"));
  const auto refused = import.finish();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::usage);
  CHECK_FALSE(State::exists(path));
}
