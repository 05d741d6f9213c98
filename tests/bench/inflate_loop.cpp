// The limit that s3rare is measured against: opens, reads and inflates the same files with the
// same library and buffers, checks gzip's checksums, and does nothing else. Files that are not
// gzip are only read. Prints the number of bytes that came out.

#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr std::size_t kInputBytes = 64 * 1024;    // as in src/input/gzip_stream.cpp
constexpr std::size_t kOutputBytes = 256 * 1024;  // as in src/input/window.cpp

std::vector<std::string> find_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

class File {
 public:
  explicit File(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) throw std::runtime_error("cannot open " + path);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(descriptor_); }

  std::size_t read(std::uint8_t* to, std::size_t room) const {
    const ssize_t count = ::read(descriptor_, to, room);
    if (count < 0) throw std::runtime_error("cannot read " + path_);
    return static_cast<std::size_t>(count);
  }

 private:
  const std::string& path_;
  int descriptor_;
};

class InflateLoop {
 public:
  InflateLoop() { isal_inflate_init(&state_); }

  // Returns how many bytes the file holds, inflated.
  std::uint64_t run(const std::string& path) {
    const File file(path);
    std::size_t count = file.read(input_.data(), input_.size());
    const bool is_gzip = count >= 2 && input_[0] == 0x1f && input_[1] == 0x8b;
    if (is_gzip) return inflate(file, path, count);
    std::uint64_t bytes = 0;
    for (; count > 0; count = file.read(output_.data(), output_.size())) bytes += count;
    return bytes;
  }

 private:
  std::uint64_t inflate(const File& file, const std::string& path, std::size_t count) {
    std::uint64_t bytes = 0;
    start_member();
    state_.next_in = input_.data();
    state_.avail_in = static_cast<std::uint32_t>(count);
    for (;;) {
      state_.next_out = output_.data();
      state_.avail_out = static_cast<std::uint32_t>(output_.size());
      const int code = isal_inflate(&state_);
      bytes += output_.size() - state_.avail_out;
      if (code != ISAL_DECOMP_OK) throw std::runtime_error("corrupt gzip in " + path);
      const bool finished = state_.block_state == ISAL_BLOCK_FINISH;
      if (state_.avail_in == 0 && (finished || state_.avail_out > 0)) {
        count = file.read(input_.data(), input_.size());
        if (count == 0 && finished) return bytes;
        if (count == 0) throw std::runtime_error("truncated gzip in " + path);
        state_.next_in = input_.data();
        state_.avail_in = static_cast<std::uint32_t>(count);
      }
      if (finished) start_member();
    }
  }

  void start_member() {
    isal_inflate_reset(&state_);
    state_.crc_flag = ISAL_GZIP;
  }

  inflate_state state_;
  std::array<std::uint8_t, kInputBytes> input_;
  std::array<std::uint8_t, kOutputBytes> output_;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::cerr << "usage: s3rare_inflate_loop PATH...  (files, or folders that are walked)\n";
    return 2;
  }
  const auto loop = std::make_unique<InflateLoop>();
  std::uint64_t bytes = 0;
  for (const std::string& file : find_files({argv + 1, argv + argc})) bytes += loop->run(file);
  std::cout << bytes << "\n";
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "s3rare_inflate_loop: " << error.what() << "\n";
  return EXIT_FAILURE;
}
