#include "state/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <optional>

#include "catch.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace s3rare::tests;

namespace {

constexpr EventTime kNoon{1'714'564'800, 0};  // 2024-05-01T12:00:00Z

}  // namespace

TEST_CASE("one process holds a lock, and the others learn its holder") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db.lock").string();
  {
    const auto held = Lock::take(path, "state.db", kNoon);
    REQUIRE(held);
    const auto refused = Lock::take(path, "state.db", kNoon);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::in_use);
    CHECK(refused.error().path == "state.db");
    CHECK(refused.error().what == "the state is in use by pid " + std::to_string(::getpid()) +
                                      " on host " + host_name() +
                                      " since 2024-05-01T12:00:00Z; run again when it has ended");
  }
  CHECK(std::filesystem::exists(path));
  CHECK(Lock::take(path, "state.db", kNoon));
}

TEST_CASE("the text of an earlier holder is replaced completely") {
  const TemporaryFolder folder;
  const std::string path = folder.write("state.db.lock", std::string(500, 'x') + "\nmore\n");
  const auto held = Lock::take(path, "state.db", kNoon);
  REQUIRE(held);
  CHECK(folder.read("state.db.lock") == "pid " + std::to_string(::getpid()) + " on host " +
                                            host_name() + " since 2024-05-01T12:00:00Z\n");
}

TEST_CASE("a holder that has written nothing is reported as another process") {
  const TemporaryFolder folder;
  const std::string path = folder.write("state.db.lock", "");
  const int other = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(::flock(other, LOCK_EX) == 0);
  const auto refused = Lock::take(path, "state.db", kNoon);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("in use by another process;") != std::string::npos);
  ::close(other);
}

TEST_CASE("a lock can be moved and is released with its last owner") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db.lock").string();
  std::optional<Lock> place;
  {
    auto held = Lock::take(path, "state.db", kNoon);
    REQUIRE(held);
    place.emplace(std::move(*held));
  }
  CHECK_FALSE(Lock::take(path, "state.db", kNoon));
  place.reset();
  CHECK(Lock::take(path, "state.db", kNoon));
}

TEST_CASE("a lock that cannot be created is an error with its path and the reason") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "missing" / "state.db.lock").string();
  const auto refused = Lock::take(path, "state.db", kNoon);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::io);
  CHECK(refused.error().path == path);
  CHECK(refused.error().what.find("No such file or directory") != std::string::npos);
}
