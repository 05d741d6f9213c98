#include "state/sqlite.h"

#include "catch.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace s3rare::tests;
using namespace std::string_literals;

namespace {

Database create(const TemporaryFolder& folder, const std::string& name = "test.db") {
  auto database = Database::open((folder.path() / name).string(), Database::Mode::create);
  REQUIRE(database);
  database->run("CREATE TABLE t (number INTEGER, text TEXT) STRICT");
  REQUIRE_FALSE(database->error());
  return std::move(*database);
}

std::int64_t rows(const TemporaryFolder& folder, const std::string& name = "test.db") {
  auto database = Database::open((folder.path() / name).string(), Database::Mode::read);
  REQUIRE(database);
  Statement count(*database, "SELECT count(*) FROM t");
  REQUIRE(count.step());
  return count.integer(0);
}

}  // namespace

TEST_CASE("bound values survive a round trip") {
  const TemporaryFolder folder;
  Database database = create(folder);
  const std::string odd = "\0 \x1b[31m \xff '; DROP TABLE t --"s;
  Statement insert(database, "INSERT INTO t VALUES (?, ?)");
  insert.with(std::int64_t{-1} << 62, odd).run();
  insert.with(std::int64_t{0}, std::optional<std::string>()).run();
  insert.with(std::int64_t{7}, std::string()).run();
  REQUIRE_FALSE(database.error());

  Statement select(database, "SELECT number, text FROM t ORDER BY number");
  REQUIRE(select.step());
  CHECK(select.integer(0) == std::int64_t{-1} << 62);
  CHECK(select.text(1) == odd);
  REQUIRE(select.step());
  CHECK(select.is_null(1));
  CHECK(select.text(1).empty());
  CHECK(select.integer(1) == 0);
  REQUIRE(select.step());
  CHECK_FALSE(select.is_null(1));
  CHECK(select.text(1).empty());
  CHECK_FALSE(select.step());
  CHECK_FALSE(database.error());
}

TEST_CASE("a statement can be restarted with other values, even between its rows") {
  const TemporaryFolder folder;
  Database database = create(folder);
  database.run("INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'c')");
  Statement select(database, "SELECT text FROM t WHERE number = ? ORDER BY text");
  CHECK(select.with(std::int64_t{1}).step());
  CHECK(select.text(0) == "a");
  CHECK(select.with(std::int64_t{2}).step());
  CHECK(select.text(0) == "c");
  CHECK_FALSE(select.step());
  CHECK_FALSE(select.with(std::int64_t{3}).step());
}

TEST_CASE("rows are copied from one database to another") {
  const TemporaryFolder folder;
  Database from = create(folder, "from.db");
  Database into = create(folder, "into.db");
  from.run("INSERT INTO t VALUES (1, 'a'), (2, NULL)");
  {
    Statement select(from, "SELECT number, text FROM t ORDER BY number");
    Statement insert(into, "INSERT INTO t VALUES (?, ?)");
    while (select.step()) insert.with_row(select, 2).run();
  }
  CHECK_FALSE(into.error());
  Statement select(into, "SELECT number, text FROM t ORDER BY number");
  REQUIRE(select.step());
  CHECK(select.text(1) == "a");
  REQUIRE(select.step());
  CHECK(select.is_null(1));
}

TEST_CASE("the first failure persists, and later calls find and change nothing") {
  const TemporaryFolder folder;
  {
    Database database = create(folder);
    database.run("BEGIN");
    Statement select(database, "SELECT count(*) FROM t");
    Statement insert(database, "INSERT INTO t VALUES (?, ?)");
    insert.with(std::int64_t{1}, "a"s).run();
    CHECK(database.outcome());

    database.run("INSERT INTO nowhere VALUES (1)");
    REQUIRE(database.error());
    CHECK(database.error()->kind == ErrorKind::damaged);
    CHECK(database.error()->path == (folder.path() / "test.db").string());
    CHECK(database.error()->what.find("nowhere") != std::string::npos);
    const std::string first = database.error()->what;

    insert.with(std::int64_t{2}, "b"s).run();
    CHECK_FALSE(select.with().step());
    CHECK_FALSE(Statement(database, "SELECT 1").step());
    database.run("COMMIT");
    database.fail(ErrorKind::io, "another");
    CHECK(database.error()->what == first);
    CHECK_FALSE(database.outcome());
    CHECK(database.outcome().error().what == first);
    database.roll_back();
  }
  CHECK(rows(folder) == 0);
}

TEST_CASE("a failure reported by the caller persists as one of SQLite's does") {
  const TemporaryFolder folder;
  Database database = create(folder);
  database.fail(ErrorKind::damaged, "an invalid row");
  CHECK_FALSE(Statement(database, "SELECT 1").step());
  CHECK(database.outcome().error().what == "an invalid row");
}

TEST_CASE("a value of the wrong type is damage") {
  const TemporaryFolder folder;
  Database database = create(folder);
  Statement(database, "INSERT INTO t VALUES (?, ?)").with("seven"s, "a"s).run();
  REQUIRE(database.error());
  CHECK(database.error()->kind == ErrorKind::damaged);
}

TEST_CASE("reading a database does not change it") {
  const TemporaryFolder folder;
  create(folder);
  auto database = Database::open((folder.path() / "test.db").string(), Database::Mode::read);
  REQUIRE(database);
  database->run("INSERT INTO t VALUES (1, 'a')");
  CHECK(database->error());
  CHECK(rows(folder) == 0);
}

TEST_CASE("a missing database is created only on request") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "test.db").string();
  for (const Database::Mode mode : {Database::Mode::read, Database::Mode::write}) {
    const auto database = Database::open(path, mode);
    REQUIRE_FALSE(database);
    CHECK(database.error().kind == ErrorKind::io);
    CHECK(database.error().path == path);
    CHECK_FALSE(std::filesystem::exists(path));
  }
}

TEST_CASE("a file that is not a database is damage") {
  const TemporaryFolder folder;
  const std::string path = folder.write("test.db", std::string(5000, 'x'));
  auto database = Database::open(path, Database::Mode::write);
  if (database) {
    database->run("BEGIN IMMEDIATE");
    REQUIRE(database->error());
    CHECK(database->error()->kind == ErrorKind::damaged);
  } else {
    CHECK(database.error().kind == ErrorKind::damaged);
  }
  CHECK(folder.read("test.db") == std::string(5000, 'x'));
}

TEST_CASE("a file name with a meaning to SQLite is still a file name") {
  const TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* name : {":memory:", "file:test.db?mode=memory"}) {
    CAPTURE(name);
    {
      auto database = Database::open(name, Database::Mode::create);
      CHECK(database);
      if (database) database->run("CREATE TABLE t (number INTEGER)");
    }
    CHECK(std::filesystem::exists(folder.path() / name));
  }
  std::filesystem::current_path(before);
}

TEST_CASE("a transaction that is rolled back or destroyed leaves nothing") {
  const TemporaryFolder folder;
  create(folder);
  const std::string path = (folder.path() / "test.db").string();
  for (const bool explicitly : {true, false}) {
    auto database = Database::open(path, Database::Mode::write);
    REQUIRE(database);
    database->run("BEGIN IMMEDIATE; INSERT INTO t VALUES (1, 'a')");
    CHECK_FALSE(database->error());
    if (explicitly) database->roll_back();
  }
  CHECK(rows(folder) == 0);
}
