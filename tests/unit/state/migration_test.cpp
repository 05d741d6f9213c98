#include "state/migration.h"

#include <array>
#include <string>

#include "catch.h"
#include "state/state.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace s3rare::tests;

namespace {

constexpr EventTime kNow{1'714'564'800, 0};  // 2024-05-01T12:00:00Z

// A made-up schema before this one: its table of days had another name.
constexpr std::int64_t kOlder = kSchemaVersion - 1;

void rename_days(Database& database) { database.run("ALTER TABLE old_days RENAME TO days"); }

// ALTER TABLE changes the text of a table's definition: the migration makes the table anew.
void remake_days(Database& database) {
  Statement find(database, "SELECT sql FROM old_definition");
  const std::string sql = find.step() ? std::string(find.text(0)) : std::string();
  find.reset();
  database.run(sql);
  database.run("INSERT INTO days SELECT day FROM old_days");
  database.run("DROP TABLE old_days");
  database.run("DROP TABLE old_definition");
}

void break_off(Database& database) {
  database.run("DROP TABLE old_days");
  database.run("INSERT INTO nowhere VALUES (1)");
}

// @returns the path of a state in the older schema, with one covered day
std::string make_older(const TemporaryFolder& folder) {
  const std::string path = (folder.path() / "state.db").string();
  auto state =
      State::create(path, {{TermField::source_address}, kSecondsPerDay, Principal::both}, kNow);
  REQUIRE(state);
  REQUIRE(state->commit());
  auto database = Database::open(path, Database::Mode::write);
  REQUIRE(database);
  database->run("BEGIN IMMEDIATE");
  database->run("CREATE TABLE old_definition AS SELECT sql FROM sqlite_schema WHERE name = 'days'");
  database->run("DROP TABLE days");
  database->run("CREATE TABLE old_days (day TEXT)");
  database->run("INSERT INTO old_days VALUES ('2024-04-30')");
  database->run("PRAGMA user_version = " + std::to_string(kOlder));
  database->run("COMMIT");
  REQUIRE(database->outcome());
  return path;
}

std::int64_t integer(Database& database, const std::string& sql) {
  Statement select(database, sql);
  return select.step() ? select.integer(0) : -1;
}

std::int64_t version_in(const std::string& path) {
  auto database = Database::open(path, Database::Mode::read);
  REQUIRE(database);
  return integer(*database, "PRAGMA user_version");
}

constexpr std::array kRemake = {Migration{kOlder, remake_days}};

}  // namespace

TEST_CASE("a run that writes migrates an older state, and keeps what it holds") {
  const TemporaryFolder folder;
  const std::string path = make_older(folder);
  {
    auto state = State::open(path, State::Access::write, kNow, kRemake);
    REQUIRE(state);
    CHECK(integer(state->database(), "SELECT count(*) FROM days WHERE day = '2024-04-30'") == 1);
    REQUIRE(state->commit());
  }
  CHECK(version_in(path) == kSchemaVersion);
  // A migrated state is like one that was made in this version.
  CHECK(State::open(path, State::Access::read, kNow));
}

TEST_CASE("a migration that is not committed leaves the older state unchanged") {
  const TemporaryFolder folder;
  const std::string path = make_older(folder);
  { REQUIRE(State::open(path, State::Access::write, kNow, kRemake)); }
  CHECK(version_in(path) == kOlder);
  auto database = Database::open(path, Database::Mode::read);
  REQUIRE(database);
  CHECK(integer(*database, "SELECT count(*) FROM old_days") == 1);
}

TEST_CASE("a migration that fails, or misses the schema, leaves the older state unchanged") {
  for (const auto apply : {break_off, rename_days}) {
    const TemporaryFolder folder;
    const std::string path = make_older(folder);
    const std::array known = {Migration{kOlder, apply}};
    const auto state = State::open(path, State::Access::write, kNow, known);
    REQUIRE_FALSE(state);
    CHECK(state.error().kind != ErrorKind::in_use);
    CHECK(version_in(path) == kOlder);
    auto database = Database::open(path, Database::Mode::read);
    REQUIRE(database);
    CHECK(integer(*database, "SELECT count(*) FROM old_days") == 1);
  }
}

TEST_CASE("a run that only reads refuses an older state and says what migrates it") {
  const TemporaryFolder folder;
  const std::string path = make_older(folder);
  for (const auto access : {State::Access::read, State::Access::glance}) {
    const auto state = State::open(path, access, kNow, kRemake);
    REQUIRE_FALSE(state);
    CHECK(state.error().kind == ErrorKind::damaged);
    CHECK(state.error().what.find("the next run that writes it migrates it") != std::string::npos);
  }
  CHECK(version_in(path) == kOlder);
}

TEST_CASE("an older state that no migration begins at is refused") {
  const TemporaryFolder folder;
  const std::string path = make_older(folder);
  const auto state = State::open(path, State::Access::write, kNow);
  REQUIRE_FALSE(state);
  CHECK(state.error().kind == ErrorKind::damaged);
}
