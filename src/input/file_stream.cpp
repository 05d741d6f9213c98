#include "input/file_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace s3rare::input {
namespace {

Error system_error(const std::string& doing) {
  return {ErrorKind::io, {}, std::nullopt, doing + ": " + std::generic_category().message(errno)};
}

}  // namespace

FileStream FileStream::standard_input(std::atomic<std::uint64_t>& progress) {
  return {STDIN_FILENO, false, progress};
}

FileStream::FileStream(FileStream&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(other.owned_),
      progress_(other.progress_),
      bytes_read_(other.bytes_read_) {}

FileStream::~FileStream() {
  if (owned_ && descriptor_ >= 0) ::close(descriptor_);
}

Result<std::size_t> FileStream::read(char* to, std::size_t room) {
  for (;;) {
    const ssize_t count = ::read(descriptor_, to, room);
    if (count >= 0) {
      bytes_read_ += static_cast<std::uint64_t>(count);
      progress_.fetch_add(static_cast<std::uint64_t>(count), std::memory_order_relaxed);
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR) return system_error("cannot read");
  }
}

Result<std::size_t> FileStream::read_at(std::uint64_t offset, char* to, std::size_t room) const {
  for (;;) {
    const ssize_t count = ::pread(descriptor_, to, room, static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return system_error("cannot read");
  }
}

void FileStream::prefetch() const {
  constexpr off_t kFirstBytes = 256 * 1024;  // more comes as the file is read
  ::posix_fadvise(descriptor_, 0, kFirstBytes, POSIX_FADV_WILLNEED);
}

std::optional<FileStamp> FileStream::stamp() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return stamp_of(status);
}

FileOpener::~FileOpener() { enter({}); }

void FileOpener::enter(std::string_view folder) {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  folder_ = folder;
  descriptor_ = folder.empty() ? -1 : ::open(folder_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

Result<FileStream> FileOpener::open(const std::string& path, std::atomic<std::uint64_t>& progress) {
  const std::size_t name = path.rfind('/') + 1;
  const std::string_view folder = std::string_view(path).substr(0, name);
  if (folder != folder_) enter(folder);
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NOCTTY;
  const int descriptor = descriptor_ >= 0 ? ::openat(descriptor_, path.c_str() + name, kFlags)
                                          : ::open(path.c_str(), kFlags);
  if (descriptor < 0) return system_error("cannot open");
  return FileStream(descriptor, true, progress);
}

}  // namespace s3rare::input
