#include "state/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include "files/system_error.h"

namespace s3rare::state {
namespace {

// The first line of the lock file, in which the holder names itself.
std::string holder(int descriptor) {
  std::array<char, 256> text{};
  const ssize_t length = ::pread(descriptor, text.data(), text.size(), 0);
  const std::string_view line(text.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  const std::string_view first = line.substr(0, line.find('\n'));
  return first.empty() ? "another process" : std::string(first);
}

}  // namespace

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock& Lock::operator=(Lock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Lock::~Lock() {
  if (descriptor_ < 0) return;
  // The next holder may write no name, flock(1) for example: it must not appear under ours.
  if (::ftruncate(descriptor_, 0) != 0) {
    // The next message may name the wrong holder; there is nothing to do about it.
  }
  ::close(descriptor_);
}

Result<Lock> Lock::take(const std::string& path, const std::string& state, EventTime since) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return files::system_error(path, "cannot open the state's lock");
  int failed = ::flock(descriptor, LOCK_EX | LOCK_NB);
  while (failed != 0 && errno == EINTR) failed = ::flock(descriptor, LOCK_EX | LOCK_NB);
  if (failed != 0) {
    Error error = files::system_error(path, "cannot lock the state");
    if (errno == EWOULDBLOCK) {
      error = {ErrorKind::in_use, state, std::nullopt,
               "the state is in use by " + holder(descriptor) + "; run again when it has ended"};
    }
    ::close(descriptor);
    return error;
  }
  Lock lock(descriptor);
  const std::string text = "pid " + std::to_string(::getpid()) + " on host " + host_name() +
                           " since " + format_utc(since) + "\n";
  // A full disk does not weaken the lock; only the name of its holder is missing.
  const bool written =
      ::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, text.data(), text.size(), 0) >= 0;
  static_cast<void>(written);
  return lock;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

}  // namespace s3rare::state
