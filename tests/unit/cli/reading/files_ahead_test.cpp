#include "cli/reading/files_ahead.h"

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

// Files, each of which holds its own number.
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

TEST_CASE("each file that was opened ahead is the file that the worker asked for") {
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
        if (!stream) {
          auto opened = opener.open(files.files[file].path, files.progress);
          if (opened) stream.emplace(std::move(*opened));
        }
        std::string text(100, '\0');
        const auto count = stream ? stream->read(text.data(), text.size()) : std::size_t{0};
        if (count && text.substr(0, *count) == std::to_string(file)) ++right;
        std::this_thread::sleep_for(std::chrono::microseconds(100));
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  CHECK(right == files.files.size());
  CHECK(opened_ahead > 0);
}

TEST_CASE("no file is opened ahead before a worker had to wait") {
  Files files(3);
  FilesAhead ahead(files.in_order(), 1, files.progress);
  for (std::size_t file = 0; file < 3; ++file) CHECK_FALSE(ahead.take(0, file));
}

TEST_CASE("the worker opens a file that could not be opened ahead") {
  Files files(100);
  for (const input::InputFile& file : files.files) std::filesystem::remove(file.path);
  FilesAhead ahead(files.in_order(), 1, files.progress);
  ahead.begin();
  for (std::size_t file = 0; file < files.files.size(); ++file) {
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    CHECK_FALSE(ahead.take(0, file));
  }
}

TEST_CASE("a file that may be a pipe is not opened ahead") {
  Files files(50);
  for (input::InputFile& file : files.files) file.named = true;  // and has no stamp
  FilesAhead ahead(files.in_order(), 1, files.progress);
  ahead.begin();
  for (std::size_t file = 0; file < files.files.size(); ++file) {
    std::this_thread::sleep_for(std::chrono::microseconds(50));
    CHECK_FALSE(ahead.take(0, file));
  }
}

TEST_CASE("destroying FilesAhead early leaves no thread waiting") {
  Files files(1000);
  FilesAhead ahead(files.in_order(), 1, files.progress);
  ahead.begin();
  auto first = ahead.take(0, 0);
  if (first) CHECK(read_whole(*first) == "0");
}
