// The limit that s3rare is compared with: opens, reads and inflates the same files with the same
// code, checks gzip's checksums, and does nothing else. Includes the walk. Prints the number of
// inflated bytes.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "input/decompress/decompressor.h"
#include "input/file_stream.h"
#include "walk.h"

namespace {

using namespace s3rare;

constexpr std::size_t kOutputBytes = 256 * 1024;  // as in src/input/window.cpp

class InflateLoop {
 public:
  // Returns the number of inflated bytes in the file.
  std::uint64_t run(const std::string& path) {
    auto file = opener_.open(path, progress_);
    if (!file) throw std::runtime_error("cannot open " + path);
    decompressor_.reset(*file);
    std::uint64_t bytes = 0;
    for (;;) {
      const auto count = decompressor_.read(output_.get(), kOutputBytes);
      if (!count) throw std::runtime_error(path + ": " + count.error().what);
      if (*count == 0) return bytes;
      bytes += *count;
    }
  }

 private:
  std::atomic<std::uint64_t> progress_{0};
  input::FileOpener opener_;
  input::Decompressor decompressor_;
  std::unique_ptr<char[]> output_{new char[kOutputBytes]};
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::cerr << "usage: s3rare_inflate_loop PATH...  (files, or folders that are walked)\n";
    return 2;
  }
  InflateLoop loop;
  std::uint64_t bytes = 0;
  for (const std::string& file : s3rare::bench::files_of({argv + 1, argv + argc})) {
    bytes += loop.run(file);
  }
  std::cout << bytes << "\n";
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "s3rare_inflate_loop: " << error.what() << "\n";
  return EXIT_FAILURE;
}
