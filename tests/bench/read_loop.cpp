// The limit on a cold cache: opens and reads the same files with several reads in flight, one per
// thread, and does nothing else. Prints the number of bytes read.
//
// With --evict it reads nothing and asks the system to drop the files' pages instead. Pages not yet
// on the disk are written first. Names and inodes stay cached, so this is less cold than
// /proc/sys/vm/drop_caches, but needs no rights and disturbs no other process.

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "walk.h"

namespace {

constexpr std::size_t kRoom = 256 * 1024;  // of one read, the same size as in s3rare

class File {
 public:
  explicit File(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    check(descriptor_ >= 0);
  }
  ~File() { ::close(descriptor_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  // Reads everything; returns the number of bytes.
  std::uint64_t read(std::vector<char>& room) {
    std::uint64_t bytes = 0;
    for (;;) {
      const ssize_t count = ::read(descriptor_, room.data(), room.size());
      check(count >= 0);
      if (count == 0) return bytes;
      bytes += static_cast<std::uint64_t>(count);
    }
  }

  void evict() {
    check(::fdatasync(descriptor_) == 0);
    check(::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_DONTNEED) == 0);
  }

 private:
  void check(bool done) const {
    if (!done) throw std::runtime_error("cannot read " + path_);
  }

  const std::string& path_;
  int descriptor_;
};

// Reads one file after another until none is left.
class ReadLoop {
 public:
  explicit ReadLoop(const std::vector<std::string>& files) : files_(files) {}

  std::uint64_t run(std::size_t reads) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < reads; ++i) threads.emplace_back([this] { read_files(); });
    for (std::thread& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
    return bytes_;
  }

 private:
  void read_files() try {
    std::vector<char> room(kRoom);
    for (;;) {
      const std::size_t at = next_.fetch_add(1, std::memory_order_relaxed);
      if (at >= files_.size()) return;
      bytes_.fetch_add(File(files_[at]).read(room), std::memory_order_relaxed);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
  }

  const std::vector<std::string>& files_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

std::size_t parse_reads(std::string_view text) {
  std::size_t reads = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), reads);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && reads <= 1024 ? reads : 0;
}

int usage() {
  std::cerr << "usage: s3rare_read_loop N PATH...        read files, or folders, N at a time\n"
               "       s3rare_read_loop --evict PATH...  forget what is cached of them\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) return usage();
  const std::string_view first = argv[1];
  const std::vector<std::string> files = s3rare::bench::files_of({argv + 2, argv + argc});
  if (first == "--evict") {
    for (const std::string& file : files) File(file).evict();
    return EXIT_SUCCESS;
  }
  const std::size_t reads = parse_reads(first);
  if (reads == 0) return usage();
  std::cout << ReadLoop(files).run(reads) << "\n";
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "s3rare_read_loop: " << error.what() << "\n";
  return EXIT_FAILURE;
}
