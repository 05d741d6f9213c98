// Migrations of made-up older schemas.

#include "state/migration.h"

#include <array>
#include <string>

#include "catch.h"
#include "state/runs.h"
#include "state/state.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace s3rare::tests;

namespace {

constexpr EventTime kStarted{1'714'564'800, 0};
constexpr EventTime kNewest{1'714'500'000, 0};

// Version 0 called the table `days` `covered`, with the same rows.
constexpr std::string_view kToVersion1 = R"(CREATE TABLE days (
  day TEXT PRIMARY KEY  -- UTC: a record of it was seen
) STRICT, WITHOUT ROWID;
INSERT INTO days SELECT day FROM covered;
DROP TABLE covered;)";
constexpr std::array kFromZero = {Migration{0, kToVersion1}};

// A state of version 0, or an even older one, with one covered day.
std::string older_state(const TemporaryFolder& folder, std::int64_t version = 0) {
  const std::string path = (folder.path() / "state.db").string();
  const auto fields = parse_term_fields("source.address");
  REQUIRE(fields);
  {
    auto state = State::create(path, {*fields, kSecondsPerDay, Principal::both}, kStarted);
    REQUIRE(state);
    see_record(*state, kNewest);
    REQUIRE(state->commit());
  }
  auto database = Database::open(path, Database::Mode::write);
  REQUIRE(database);
  database->run("CREATE TABLE covered (day TEXT); INSERT INTO covered VALUES ('2024-05-01')");
  database->run("DROP TABLE days");
  write_schema_version(*database, version);
  REQUIRE(database->outcome());
  return path;
}

std::int64_t version_of(const std::string& path) {
  auto database = Database::open(path, Database::Mode::read);
  REQUIRE(database);
  return schema_version(*database);
}

std::int64_t tables_named(const std::string& path, std::string_view name) {
  auto database = Database::open(path, Database::Mode::read);
  REQUIRE(database);
  Statement count(*database, "SELECT count(*) FROM sqlite_schema WHERE name = ?");
  REQUIRE(count.with(name).step());
  return count.integer(0);
}

void check_covers_one_day(State& state) {
  Coverage days;
  REQUIRE(recall_days(state, days));
  std::int64_t count = 0;
  days.for_each_day([&](std::int64_t) { ++count; });
  CHECK(count == 1);
  CHECK(newest_record(state) == kNewest);
}

}  // namespace

TEST_CASE("a writer migrates a state of an older schema and keeps its rows") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder);
  {
    auto state = State::open(path, State::Access::write, kStarted, kFromZero);
    REQUIRE(state);
    check_covers_one_day(*state);
    // A run reads over a second connection while the first holds its transaction.
    CHECK(version_of(path) == kSchemaVersion);
  }
  // The run ended without a commit, but the migration remains.
  CHECK(version_of(path) == kSchemaVersion);
  auto state = State::open(path, State::Access::read, kStarted);
  REQUIRE(state);
  check_covers_one_day(*state);
}

TEST_CASE("migrations run in version order, whatever their order in the table") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder, -2);
  constexpr std::array kSteps = {
      Migration{0, kToVersion1},
      Migration{-2, "ALTER TABLE covered RENAME TO older"},
      Migration{-1, "ALTER TABLE older RENAME TO covered"},
  };
  auto state = State::open(path, State::Access::write, kStarted, kSteps);
  REQUIRE(state);
  check_covers_one_day(*state);
  CHECK(version_of(path) == kSchemaVersion);
}

TEST_CASE("each step writes its version") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder, 5);
  auto database = Database::open(path, Database::Mode::write);
  REQUIRE(database);
  constexpr std::array kSteps = {Migration{5, "CREATE TABLE six (x)"},
                                 Migration{6, "INSERT INTO six SELECT * FROM pragma_user_version"}};
  CHECK(migrate(*database, kSteps, 7));
  REQUIRE(database->outcome());
  CHECK(schema_version(*database) == 7);
  Statement select(*database, "SELECT x FROM six");
  REQUIRE(select.step());
  CHECK(select.integer(0) == 6);
  CHECK_FALSE(migrate(*database, kSteps, 7));
}

TEST_CASE("a failed migration leaves the old version unchanged") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder, -1);
  constexpr std::array kFails = {
      Migration{-1, "CREATE TABLE half (x); INSERT INTO half VALUES (1)"},
      Migration{0, "DROP TABLE covered; INSERT INTO absent VALUES (1)"},
  };
  constexpr std::array kEndsElsewhere = {
      Migration{-1, "CREATE TABLE half (x)"},
      Migration{0, "ALTER TABLE covered RENAME TO days"},
  };
  for (const std::span<const Migration> steps :
       {std::span<const Migration>(kFails), std::span<const Migration>(kEndsElsewhere)}) {
    const auto state = State::open(path, State::Access::write, kStarted, steps);
    REQUIRE_FALSE(state);
    CHECK(state.error().kind == ErrorKind::damaged);
    CHECK(version_of(path) == -1);
    CHECK(tables_named(path, "covered") == 1);
    CHECK(tables_named(path, "half") == 0);
  }
}

TEST_CASE("a reader refuses a state of an older schema, says how to upgrade it, writes nothing") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder);
  for (const State::Access access : {State::Access::read, State::Access::glance}) {
    const auto state = State::open(path, access, kStarted, kFromZero);
    REQUIRE_FALSE(state);
    CHECK(state.error().kind == ErrorKind::damaged);
    CHECK(state.error().what ==
          "found state schema 0, expected 1: an older s3rare wrote this state; to upgrade it, run "
          "s3rare detect once with --state and without --state-readonly");
    CHECK(version_of(path) == 0);
    CHECK(tables_named(path, "covered") == 1);
  }
}

TEST_CASE("a state that no chain of migrations reaches is refused and left unchanged") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder, -1);
  CHECK_FALSE(State::open(path, State::Access::write, kStarted, kFromZero));
  CHECK_FALSE(State::open(path, State::Access::write, kStarted));
  CHECK(version_of(path) == -1);
  CHECK(tables_named(path, "covered") == 1);
}

TEST_CASE("a state of a newer schema is refused, also if migrations exist") {
  const TemporaryFolder folder;
  const std::string path = older_state(folder, kSchemaVersion + 1);
  for (const State::Access access : {State::Access::write, State::Access::read}) {
    const auto state = State::open(path, access, kStarted, kFromZero);
    REQUIRE_FALSE(state);
    CHECK(state.error().what.find("a newer s3rare") != std::string::npos);
    CHECK(version_of(path) == kSchemaVersion + 1);
  }
}
