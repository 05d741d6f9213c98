#include "files/sink.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "files/new_name.h"

namespace s3rare::files {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

bool names_stream(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

// Limits the wait for other runs, which may themselves wait for a slow reader.
bool lock(int descriptor) {
  constexpr auto kPause = std::chrono::milliseconds(20);
  constexpr int kTries = 500;
  for (int i = 0; i < kTries; ++i) {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno != EWOULDBLOCK && errno != EINTR) return false;
    std::this_thread::sleep_for(kPause);
  }
  errno = EWOULDBLOCK;
  return false;
}

bool is_regular_file(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

// Reads the part of a file behind its last line end; nothing if that is longer than
// kMaxUnendedBytes, or cannot be read.
std::optional<std::string> read_unended_line(int descriptor, std::int64_t size) {
  constexpr std::int64_t kPieceBytes = std::int64_t{64} * 1024;
  std::string line;
  while (size > 0) {
    const std::int64_t length = std::min(size, kPieceBytes);
    std::string piece(static_cast<std::size_t>(length), '\0');
    if (::pread(descriptor, piece.data(), piece.size(), size - length) != length) {
      return std::nullopt;
    }
    const std::size_t begin = piece.rfind('\n') + 1;  // 0 without one
    line.insert(0, piece, begin);
    if (static_cast<std::int64_t>(line.size()) > kMaxUnendedBytes) return std::nullopt;
    if (begin > 0) break;
    size -= length;
  }
  return line;
}

}  // namespace

Sink::Sink(Kind kind, int descriptor, std::string path) noexcept
    : kind_(kind), descriptor_(descriptor), path_(std::move(path)) {}

Sink::Sink(Sink&& other) noexcept
    : kind_(other.kind_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      old_size_(other.old_size_),
      is_new_(other.is_new_),
      buffer_(std::move(other.buffer_)) {}

Sink::~Sink() {
  if (descriptor_ >= 0) discard();
}

Error Sink::system_error(const std::string& doing) const {
  const ErrorKind kind = errno == EPIPE ? ErrorKind::closed_pipe : ErrorKind::io;
  return {kind, path_, std::nullopt, doing + ": " + std::generic_category().message(errno)};
}

Sink Sink::standard_output() { return {Kind::stream, STDOUT_FILENO, "standard output"}; }

Result<Done> Sink::check(const std::string& path, bool append) {
  const auto refuse = [&](const std::string& why) {
    return Error{ErrorKind::usage, path, std::nullopt, why};
  };
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (::access(folder_of(path).c_str(), W_OK | X_OK) == 0) return Done();
    return refuse("cannot write in the folder of the output file: " +
                  std::generic_category().message(errno));
  }
  if (S_ISDIR(status.st_mode)) return refuse("found a folder, expected the name of a file");
  if (!append && !names_stream(path)) {
    return refuse("the output file exists, expected a new name, or --append to add to it");
  }
  if (::access(path.c_str(), W_OK) == 0) return Done();
  return refuse("cannot write to the output file: " + std::generic_category().message(errno));
}

// A device or a pipe, which cannot be written atomically.
Result<Sink> Sink::stream(const std::string& path) {
  Sink sink(Kind::stream, ::open(path.c_str(), O_WRONLY | O_CLOEXEC), path);
  if (sink.descriptor_ < 0) return sink.system_error("cannot open the output");
  return sink;
}

Result<Sink> Sink::new_file(const std::string& path) { return temporary(Kind::new_file, path); }

Result<Sink> Sink::replacement(const std::string& path) {
  return temporary(Kind::replacement, path);
}

Result<Sink> Sink::temporary(Kind kind, const std::string& path) {
  if (names_stream(path)) return stream(path);
  Sink sink(kind, -1, path);
  // A killed process may have left a file of this name, since process ids are reused.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    sink.temporary_ =
        path + ".s3rare-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
    sink.descriptor_ =
        ::open(sink.temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (sink.descriptor_ >= 0 || errno != EEXIST) break;
  }
  if (sink.descriptor_ < 0) return sink.system_error("cannot create the output file");
  return sink;
}

// Makes sure that what is appended starts on a line of its own.
Result<Done> Sink::end_last_line(std::int64_t size, const UnendedLineRules& rules) {
  old_size_ = size;
  const auto line = read_unended_line(descriptor_, size);
  if (!line) {
    return Error{ErrorKind::usage, path_, std::nullopt,
                 "found more than 16 MiB behind the last line end, expected a file of lines"};
  }
  if (line->empty()) return Done();
  if (rules.is_complete(*line)) {
    buffer_ = '\n';
    return Done();
  }
  const std::int64_t begin = size - static_cast<std::int64_t>(line->size());
  rules.before_cut({*line, static_cast<std::uint64_t>(begin)});
  if (::ftruncate(descriptor_, begin) != 0) {
    return system_error("cannot cut the torn line of the output file");
  }
  old_size_ = begin;
  return Done();
}

Result<Sink> Sink::append_to(const std::string& path, const UnendedLineRules& rules) {
  if (names_stream(path)) return stream(path);
  constexpr int kFlags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC;
  const int made = ::open(path.c_str(), kFlags | O_EXCL, 0666);
  Sink sink(Kind::appended, made >= 0 ? made : ::open(path.c_str(), kFlags, 0666), path);
  if (sink.descriptor_ < 0) return sink.system_error("cannot open the output file");
  if (!lock(sink.descriptor_)) {
    if (errno != EWOULDBLOCK) return sink.system_error("cannot lock the output file");
    ::close(std::exchange(sink.descriptor_, -1));  // nothing to undo
    return Error{ErrorKind::in_use, path, std::nullopt,
                 "another run is writing to the output file; run again when it has ended"};
  }
  struct stat status {};
  struct stat named {};
  if (::fstat(sink.descriptor_, &status) != 0) {
    return sink.system_error("cannot open the output file");
  }
  if (::stat(path.c_str(), &named) != 0 || named.st_dev != status.st_dev ||
      named.st_ino != status.st_ino) {
    // The previous owner has removed the file.
    ::close(std::exchange(sink.descriptor_, -1));
    return append_to(path, rules);
  }
  sink.is_new_ = made >= 0 && status.st_size == 0;
  if (auto ended = sink.end_last_line(status.st_size, rules); !ended) return ended.error();
  return sink;
}

Result<Done> Sink::write(std::string_view bytes) {
  buffer_ += bytes;
  return buffer_.size() < kBufferBytes ? Result(Done()) : flush();
}

Result<Done> Sink::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("cannot write");
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
  return Done();
}

Result<Done> Sink::commit() {
  if (auto flushed = flush(); !flushed) return flushed;
  const int descriptor = descriptor_;
  if (is_regular_file(descriptor) && ::fsync(descriptor) != 0) {
    return system_error("cannot write to disk");
  }
  if (!temporary_.empty()) {
    const Taken taken = kind_ == Kind::new_file ? Taken::refuse : Taken::replace;
    if (auto named = give_name(temporary_, path_, taken); !named) return named;
  }
  if (is_new_) sync_name(path_);
  if (kind_ != Kind::stream) ::close(descriptor);
  descriptor_ = -1;
  return Done();
}

void Sink::discard() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (is_new_) {
    ::unlink(path_.c_str());
  } else if (kind_ == Kind::appended && ::ftruncate(descriptor_, old_size_) != 0) {
    // The lines already written stay; the next run cuts the torn one.
  }
  if (descriptor_ != STDOUT_FILENO) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace s3rare::files
