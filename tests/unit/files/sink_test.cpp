#include "files/sink.h"

#include <filesystem>

#include "catch.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::files;
namespace fs = std::filesystem;

namespace {

std::size_t file_count(const tests::TemporaryFolder& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

// Takes lines in brackets as complete, and keeps what is cut.
struct Cut {
  std::string text;
  std::uint64_t offset = 0;
  UnendedLineRules rules() {
    return {[](std::string_view line) { return line.starts_with('[') && line.ends_with(']'); },
            [this](const UnendedLine& torn) {
              text = torn.text;
              offset = torn.offset;
            }};
  }
};

}  // namespace

TEST_CASE("a new file appears with its commit, not before") {
  const tests::TemporaryFolder folder;
  const std::string path = (folder.path() / "alerts.ndjson").string();
  auto sink = Sink::new_file(path);
  REQUIRE(sink);
  REQUIRE(sink->write(std::string(200'000, 'x') + "\n"));
  CHECK_FALSE(fs::exists(path));
  REQUIRE(sink->commit());
  CHECK(folder.read("alerts.ndjson") == std::string(200'000, 'x') + "\n");
  CHECK(file_count(folder) == 1);
}

TEST_CASE("a new file that is not committed leaves nothing behind") {
  const tests::TemporaryFolder folder;
  {
    auto sink = Sink::new_file((folder.path() / "alerts.ndjson").string());
    REQUIRE(sink);
    REQUIRE(sink->write(std::string(200'000, 'x')));
  }
  CHECK(file_count(folder) == 0);
}

TEST_CASE("a taken name is refused, also when it was taken after the file was opened") {
  const tests::TemporaryFolder folder;
  const std::string path = (folder.path() / "alerts.ndjson").string();
  auto sink = Sink::new_file(path);
  REQUIRE(sink);
  folder.write("alerts.ndjson", "mine\n");
  CHECK_FALSE(Sink::check(path, false));
  CHECK_FALSE(sink->commit());
  CHECK(folder.read("alerts.ndjson") == "mine\n");
}

TEST_CASE("appending keeps existing lines, and tells of a torn last line before it cuts it") {
  const tests::TemporaryFolder folder;
  const std::string path = folder.write("alerts.ndjson", "one\ntwo\ntor");
  Cut cut;
  auto sink = Sink::append_to(path, cut.rules());
  CHECK(cut.text == "tor");
  CHECK(cut.offset == 8);
  REQUIRE(sink);
  REQUIRE(sink->write("three\n"));
  REQUIRE(sink->commit());
  CHECK(folder.read("alerts.ndjson") == "one\ntwo\nthree\n");
}

TEST_CASE("a complete last line gets its line end, and keeps its bytes if nothing is committed") {
  const tests::TemporaryFolder folder;
  const std::string path = folder.write("alerts.ndjson", "one\n[two]");
  Cut cut;
  {
    auto undone = Sink::append_to(path, cut.rules());
    REQUIRE(undone);
    REQUIRE(undone->write("three\n"));
  }
  CHECK(folder.read("alerts.ndjson") == "one\n[two]");
  auto sink = Sink::append_to(path, cut.rules());
  REQUIRE(sink);
  REQUIRE(sink->write("three\n"));
  REQUIRE(sink->commit());
  CHECK(folder.read("alerts.ndjson") == "one\n[two]\nthree\n");
  CHECK(cut.text.empty());
}

TEST_CASE("a file whose last line is too long for a line is left alone") {
  const tests::TemporaryFolder folder;
  const std::string text = "one\n" + std::string(kMaxUnendedBytes + 1, 'x');
  const std::string path = folder.write("alerts.ndjson", text);
  Cut cut;
  const auto sink = Sink::append_to(path, cut.rules());
  REQUIRE_FALSE(sink);
  CHECK(sink.error().kind == ErrorKind::usage);
  CHECK(folder.read("alerts.ndjson") == text);
  CHECK(cut.text.empty());
}

TEST_CASE("a long torn line is cut too") {
  const tests::TemporaryFolder folder;
  Cut cut;
  for (const std::size_t length : {65531U, 65532U, 65533U, 200'000U}) {
    const std::string path = folder.write("alerts.ndjson", "one\n" + std::string(length, 'x'));
    auto sink = Sink::append_to(path, cut.rules());
    REQUIRE(sink);
    REQUIRE(sink->commit());
    CHECK(cut.text == std::string(length, 'x'));
    CHECK(folder.read("alerts.ndjson") == "one\n");
  }
  folder.write("alerts.ndjson", std::string(5'000, 'x'));
  auto sink = Sink::append_to((folder.path() / "alerts.ndjson").string(), Cut().rules());
  REQUIRE(sink);
  REQUIRE(sink->commit());
  CHECK(folder.read("alerts.ndjson").empty());
}

TEST_CASE("an append that is not committed is undone") {
  const tests::TemporaryFolder folder;
  const std::string path = folder.write("alerts.ndjson", "one\n");
  {
    auto sink = Sink::append_to(path, Cut().rules());
    REQUIRE(sink);
    REQUIRE(sink->write(std::string(200'000, 'x')));
  }
  CHECK(folder.read("alerts.ndjson") == "one\n");
}

TEST_CASE("appending creates a missing file") {
  const tests::TemporaryFolder folder;
  auto sink = Sink::append_to((folder.path() / "alerts.ndjson").string(), Cut().rules());
  REQUIRE(sink);
  REQUIRE(sink->write("one\n"));
  REQUIRE(sink->commit());
  CHECK(folder.read("alerts.ndjson") == "one\n");
}

TEST_CASE("a file that cannot be written is reported before the work begins") {
  CHECK_FALSE(Sink::check("/nowhere/at/all/alerts.ndjson", false));
  CHECK_FALSE(Sink::check("/nowhere/at/all/alerts.ndjson", true));
  const tests::TemporaryFolder folder;
  CHECK(Sink::check((folder.path() / "alerts.ndjson").string(), false));
}

TEST_CASE("a full disk is a write error") {
  auto sink = Sink::append_to("/dev/full", Cut().rules());
  REQUIRE(sink);
  auto written = sink->write("x\n");
  if (written) written = sink->commit();
  REQUIRE_FALSE(written);
  CHECK(written.error().kind == ErrorKind::io);
}
