#include "cli/files_ahead.h"

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::cli;

namespace {

std::string read_whole(input::FileStream& stream) {
  std::string text(100, '\0');
  const auto count = stream.read(text.data(), text.size());
  REQUIRE(count);
  text.resize(*count);
  return text;
}

// Files of which each holds its own number.
struct Files {
  tests::TemporaryFolder folder;
  std::vector<input::InputFile> files;
  std::atomic<std::uint64_t> progress{0};

  explicit Files(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      files.push_back({(folder.path() / std::to_string(i)).string(), false});
      std::ofstream(files.back().path) << i;
    }
  }

  std::vector<const input::InputFile*> in_order() const {
    std::vector<const input::InputFile*> pointers;
    for (const input::InputFile& file : files) pointers.push_back(&file);
    return pointers;
  }
};

}  // namespace

TEST_CASE("files that were opened ahead are the ones that were to be read") {
  Files files(500);
  FilesAhead ahead(files.in_order(), 3, files.progress);
  ahead.begin();
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> right{0};
  std::atomic<std::size_t> opened_ahead{0};
  std::vector<std::thread> workers;
  for (std::size_t worker = 0; worker < 3; ++worker) {
    workers.emplace_back([&, worker] {
      input::FileOpener opener;
      for (std::size_t file = next++; file < files.files.size(); file = next++) {
        auto stream = ahead.take(worker, file);
        opened_ahead += stream ? 1 : 0;
        if (!stream) stream.emplace(opener.open(files.files[file].path, files.progress));
        std::string text(100, '\0');
        const auto count = *stream ? (**stream).read(text.data(), text.size()) : stream->error();
        if (count && text.substr(0, *count) == std::to_string(file)) ++right;
        std::this_thread::sleep_for(std::chrono::microseconds(100));
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  CHECK(right == files.files.size());
  CHECK(opened_ahead > 0);
}

TEST_CASE("nothing is opened ahead before somebody had to wait") {
  Files files(3);
  FilesAhead ahead(files.in_order(), 1, files.progress);
  for (std::size_t file = 0; file < 3; ++file) CHECK_FALSE(ahead.take(0, file));
}

TEST_CASE("a file that cannot be opened is told to the one who takes it") {
  Files files(2);
  std::filesystem::remove(files.files[1].path);
  // Who comes first, the worker or the one ahead of it, is chance: it is tried until it is the latter.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    FilesAhead ahead(files.in_order(), 1, files.progress);
    ahead.begin();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK_FALSE(ahead.take(0, 0));  // the worker is at it already
    const auto missing = ahead.take(0, 1);
    if (!missing) continue;
    CHECK_FALSE(*missing);
    return;
  }
  FAIL("nothing was ever opened ahead");
}

TEST_CASE("a reading that ends early leaves nothing waiting") {
  Files files(1000);
  FilesAhead ahead(files.in_order(), 1, files.progress);
  ahead.begin();
  auto first = ahead.take(0, 0);
  if (first) CHECK(read_whole(**first) == "0");
}
