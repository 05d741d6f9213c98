#include "input/find_files.h"

#include <sys/stat.h>

#include <filesystem>

#include "catch.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::input;
namespace fs = std::filesystem;

namespace {

struct Found : PassedOver {
  std::vector<InputFile> files;
};

Found find(const std::vector<std::string>& paths, const std::set<FileIdentity>& own = {},
           const TimeRange& range = {}, std::size_t batch = 1) {
  auto walk = FileWalk::start(paths, own, {range});
  REQUIRE(walk);
  Found found;
  for (auto files = walk->next(batch); !files.empty(); files = walk->next(batch)) {
    found.files.insert(found.files.end(), files.begin(), files.end());
  }
  static_cast<PassedOver&>(found) = walk->passed_over();
  return found;
}

std::vector<std::string> names(const Found& found, bool glanced = false) {
  std::vector<std::string> all;
  for (const InputFile& file : found.files) {
    if (file.glanced == glanced) all.push_back(fs::path(file.path).filename().string());
  }
  return all;
}

using Counts = std::map<std::string, std::uint64_t>;

Counts skipped(const Found& found) {
  Counts counts;
  for (const auto& [kind, files] : found.skipped.kinds()) counts[kind] = files.total();
  return counts;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a folder is walked, and its files are sorted by name") {
  const tests::TemporaryFolder folder;
  folder.write("b/x.json", "{}");
  folder.write("b/y.JSON.GZ", "{}");
  folder.write("a/deep/er/z.ndjson", "{}");
  folder.write("a/l.log", "text");
  folder.write("a/q.jsonl", "{}");
  folder.write("a/s.zst", "{}");
  folder.write("a/notes.txt", "text");
  folder.write("a/more.txt", "text");
  const Found found = find({folder.path().string()});
  CHECK(names(found) == Names{"l.log", "q.jsonl", "s.zst", "z.ndjson", "x.json", "y.JSON.GZ"});
  CHECK(names(found, true) == Names{"more.txt", "notes.txt"});
}

TEST_CASE("a file without an extension is looked at first") {
  const tests::TemporaryFolder folder;
  folder.write("json", "{}");
  folder.write("a.b/text", "hello");
  folder.write(".hidden", "{}");
  CHECK(names(find({folder.path().string()}), true) == Names{".hidden", "json", "text"});
}

TEST_CASE("a named file is always read, and overlapping paths yield a file once") {
  const tests::TemporaryFolder folder;
  const std::string notes = folder.write("notes.txt", "{}");
  const std::string log = folder.write("sub/a.json", "{}");
  const Found found =
      find({folder.path().string(), log, folder.path().string() + "/sub", notes, notes});
  CHECK(names(found) == Names{"notes.txt", "a.json"});
  CHECK(skipped(found).empty());
}

TEST_CASE("links are followed when named, not inside folders") {
  const tests::TemporaryFolder folder;
  folder.write("real/a.json", "{}");
  fs::create_directory(folder.path() / "links");
  fs::create_symlink("../real/a.json", folder.path() / "links/b.json");
  fs::create_directory_symlink("..", folder.path() / "links/loop");
  const Found inside = find({(folder.path() / "links").string()});
  CHECK(inside.files.empty());
  CHECK(skipped(inside) == Counts{{"link", 2}});
  CHECK(names(find({(folder.path() / "links/b.json").string()})) == Names{"b.json"});
  CHECK(names(find({(folder.path() / "links/loop/real").string()})) == Names{"a.json"});
}

TEST_CASE("special files inside folders are skipped") {
  const tests::TemporaryFolder folder;
  REQUIRE(mkfifo((folder.path() / "pipe.json").c_str(), 0600) == 0);
  const Found found = find({folder.path().string()});
  CHECK(found.files.empty());
  CHECK(skipped(found) == Counts{{"special file", 1}});
}

TEST_CASE("the run's own files are skipped") {
  const tests::TemporaryFolder folder;
  const std::string output = folder.write("alerts.ndjson", "{}");
  struct stat status {};
  REQUIRE(stat(output.c_str(), &status) == 0);
  const Found found = find({folder.path().string()}, {{status.st_dev, status.st_ino}});
  CHECK(found.files.empty());
  CHECK(skipped(found) == Counts{{"own file", 1}});
}

TEST_CASE("naming one of the run's own files is refused") {
  const tests::TemporaryFolder folder;
  const std::string output = folder.write("alerts.ndjson", "{}");
  struct stat status {};
  REQUIRE(stat(output.c_str(), &status) == 0);
  CHECK_FALSE(FileWalk::start({output}, {{status.st_dev, status.st_ino}}, {}));
}

TEST_CASE("only the path below a folder gives the dates of a file") {
  const tests::TemporaryFolder folder;
  folder.write("AWSLogs/111122223333/CloudTrail/us-east-1/2020/01/01/a.json", "{}");
  const TimeRange range{parse_date("2024-05-01"), std::nullopt};
  const auto region = folder.path() / "AWSLogs/111122223333/CloudTrail/us-east-1";
  CHECK(find({(region / "2020/01/01").string()}, {}, range).files.size() == 1);
  CHECK(find({region.string()}, {}, range).files.empty());
}

TEST_CASE("a missing path is an error that names it") {
  const auto found = FileWalk::start({"/nowhere/at/all"}, {}, {});
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == ErrorKind::usage);
  CHECK(found.error().path == "/nowhere/at/all");
}

TEST_CASE("files outside the dates are counted, unless they are named") {
  const tests::TemporaryFolder folder;
  const std::string region = "AWSLogs/111122223333/CloudTrail/us-east-1/";
  const std::string old = folder.write(region + "2020/01/01/a.json", "{}");
  folder.write(region + "2020/01/01/111122223333_CloudTrail_us-east-1_20200101T0000Z_a.json", "{}");
  folder.write(region + "2024/05/10/b.json", "{}");
  const TimeRange range{parse_date("2024-05-01"), std::nullopt};
  const Found found = find({folder.path().string()}, {}, range);
  CHECK(names(found) == Names{"b.json"});
  CHECK(found.outside_dates == 2);
  CHECK(found.dated_by_folder.files == 1);
  CHECK(found.dated_by_folder.first == old);
  CHECK(names(find({old}, {}, range)) == Names{"a.json"});
}

TEST_CASE("a file name says whether the file must be JSON") {
  for (const char* path : {"a.json", "a.JSON.gz"}) {
    CHECK(named_as(path) == NamedAs::json);
  }
  for (const char* path : {"d.x/a.ndjson.zst", "a.jsonl"}) {
    CHECK(named_as(path) == NamedAs::lines);
  }
  for (const char* path : {"a.log", "a.gz", "a", "json", "a.log.gz", "d.json/a"}) {
    CHECK(named_as(path) == NamedAs::other);
  }
}

TEST_CASE("reports name the object, in a folder and for what cannot be read") {
  const tests::TemporaryFolder folder;
  folder.write("a.json", "{}");
  fs::create_symlink("a.json", folder.path() / "link.json");
  const std::string root = folder.path().string();
  auto walk = FileWalk::start({root, "-"}, {}, {}, {}, {root + "/", "s3://example-trail/"});
  REQUIRE(walk);
  const auto files = walk->next(2);
  REQUIRE(files.size() == 2);
  CHECK(files[0].reported() == "-");
  CHECK(files[1].path == root + "/a.json");
  CHECK(files[1].reported() == "s3://example-trail/a.json");
  CHECK(walk->passed_over().skipped.find("link")->begin()->path == "s3://example-trail/link.json");
}

TEST_CASE("a path elsewhere keeps its name, so that no name is half of two") {
  const EvidenceNames names{"/scratch/7/", "s3://example-trail/"};
  CHECK(names.of("/scratch/7/a.json") == "s3://example-trail/a.json");
  CHECK(names.of("/scratch/70/a.json") == "/scratch/70/a.json");
  CHECK(EvidenceNames{"", "s3://example-trail/"}.of("a.json") == "s3://example-trail/a.json");
}
