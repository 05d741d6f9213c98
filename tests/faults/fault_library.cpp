// Kills a program, or fills its disk, at one chosen change of a file.
//
// Crashes and full disks are rare, and what they leave behind depends on the call that they hit.
// This library makes them happen at each call in turn, in the real binary with all its libraries.
// LD_PRELOAD loads it before libc: it counts the calls that change files and passes them on.
// Environment variables select what happens:
//
//   S3RARE_FAULT_COUNT_FILE=path   holds the number of calls counted so far, as 8 bytes in the
//                                  machine's byte order. The file is mapped, so the number survives
//                                  however the process ends. The library creates the file if it is
//                                  absent and otherwise continues its count; a child process
//                                  continues it, too.
//   S3RARE_KILL_AT=n               SIGKILL instead of the n-th counted call, from 1.
//   S3RARE_TERMINATE_AT=n          SIGTERM before the n-th counted call, which is still made.
//   S3RARE_FULL_AT=n               from the n-th counted call on the disk is full: a write, a
//                                  growing ftruncate, posix_fallocate, and calls that create a file
//                                  or a folder fail with ENOSPC. Other calls are made.
//
// A call is counted if it concerns a regular file, a folder, or a path that leads to nothing else:
// no pipe, device or eventfd. Whether the call will succeed makes no difference. An open is counted
// if it may create or empty a file. A sync of a file is counted and then skipped: the data that a
// killed process has written survives without it, and the tests are faster. Writes by stdio
// (fwrite, fflush, fclose) are not seen because libc then calls itself, nor are stores into mapped
// memory; writes by C++ file streams are seen.

// The functions below must keep exactly these names, without renaming or inlining.
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <limits>

static_assert(sizeof(off_t) == sizeof(off64_t), "the two families of names are one");

namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

struct Settings {
  std::uint64_t* count;
  std::uint64_t kill_at;
  std::uint64_t terminate_at;
  std::uint64_t full_at;
};

// Aborts: otherwise a test whose faults do not happen would pass.
[[noreturn]] void refuse(const char* variable) {
  dprintf(STDERR_FILENO, "s3rare_faults: cannot use %s\n", variable);
  abort();
}

std::uint64_t number_of(const char* variable) {
  const char* text = getenv(variable);
  if (text == nullptr) return kNever;
  char* end = nullptr;
  const std::uint64_t number = strtoull(text, &end, 10);
  if (end == text || *end != '\0' || number == 0) refuse(variable);
  return number;
}

// Uses system calls: this library's own open and ftruncate would count themselves, and a
// sanitizer's mmap may not be ready yet.
std::uint64_t* mapped_count() {
  static std::uint64_t unmapped = 0;
  constexpr const char* variable = "S3RARE_FAULT_COUNT_FILE";
  const char* path = getenv(variable);
  if (path == nullptr) return &unmapped;
  const auto descriptor =
      static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (descriptor < 0 || syscall(SYS_ftruncate, descriptor, sizeof(std::uint64_t)) != 0) {
    refuse(variable);
  }
  // Whole words: with a narrower argument the upper half of the register is undefined.
  const long address = syscall(SYS_mmap, 0L, sizeof(std::uint64_t), long{PROT_READ | PROT_WRITE},
                               long{MAP_SHARED}, long{descriptor}, 0L);
  if (address == -1) refuse(variable);
  syscall(SYS_close, descriptor);
  return reinterpret_cast<std::uint64_t*>(address);
}

const Settings& settings() {
  static const Settings all{mapped_count(), number_of("S3RARE_KILL_AT"),
                            number_of("S3RARE_TERMINATE_AT"), number_of("S3RARE_FULL_AT")};
  return all;
}

// Creates the count file even if no call is ever counted.
__attribute__((constructor)) void begin() { settings(); }

// Counts a call. @returns whether the disk is full from this call on
bool full_at_next() {
  const std::uint64_t number = std::atomic_ref(*settings().count).fetch_add(1) + 1;
  if (number == settings().kill_at) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  if (number == settings().terminate_at) kill(getpid(), SIGTERM);
  return number >= settings().full_at;
}

enum class Kind { absent, file, other };

Kind kind_of(int failed, const struct stat& status) {
  if (failed != 0) return Kind::absent;
  return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) ? Kind::file : Kind::other;
}

Kind kind_at(int folder, const char* path, int flags) {
  const int before = errno;
  struct stat status {};
  const Kind kind = kind_of(fstatat(folder, path, &status, flags), status);
  errno = before;
  return kind;
}

// Counts a call on a descriptor that sets its size to `size`, or that always grows it.
// @returns whether it must fail
bool full_for(int descriptor, off_t size = std::numeric_limits<off_t>::max()) {
  const int before = errno;
  struct stat status {};
  const Kind kind = kind_of(fstat(descriptor, &status), status);
  errno = before;
  return kind == Kind::file && full_at_next() && size > status.st_size;
}

bool makes_file(int flags) { return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE; }

// Counts a sync. @returns whether it is skipped
bool counted_sync(int descriptor) {
  const int before = errno;
  struct stat status {};
  const Kind kind = kind_of(fstat(descriptor, &status), status);
  errno = before;
  if (kind == Kind::file) full_at_next();
  return kind == Kind::file;
}

// Counts an open. @returns whether it must fail
bool full_for_open(int folder, const char* path, int flags) {
  if (!makes_file(flags) && (flags & O_TRUNC) == 0) return false;
  const bool unnamed = (flags & O_TMPFILE) == O_TMPFILE;
  const bool here = (flags & (O_EXCL | O_NOFOLLOW)) != 0;
  const Kind kind = unnamed ? Kind::absent : kind_at(folder, path, here ? AT_SYMLINK_NOFOLLOW : 0);
  return kind != Kind::other && full_at_next() && kind == Kind::absent && makes_file(flags);
}

int flags_of(const char* mode) {
  switch (*mode) {
    case 'w':
      return O_CREAT | O_TRUNC;
    case 'a':
      return O_CREAT;
    default:
      return 0;
  }
}

template <class Result>
Result no_space(Result failure) {
  errno = ENOSPC;
  return failure;
}

// The function that would be called without this library.
template <class Function>
Function* next_of(const char* name) {
  void* function = dlsym(RTLD_NEXT, name);
  if (function == nullptr) refuse(name);
  return reinterpret_cast<Function*>(function);
}

mode_t mode_of(int flags, va_list arguments) {
  return makes_file(flags) ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t length) {
  static auto* const next = next_of<ssize_t(int, const void*, size_t)>("write");
  return full_for(descriptor) ? no_space<ssize_t>(-1) : next(descriptor, bytes, length);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t length, off_t offset) {
  static auto* const next = next_of<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return full_for(descriptor) ? no_space<ssize_t>(-1) : next(descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t length, off64_t offset) {
  static auto* const next = next_of<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return full_for(descriptor) ? no_space<ssize_t>(-1) : next(descriptor, bytes, length, offset);
}

ssize_t writev(int descriptor, const iovec* parts, int count) {
  static auto* const next = next_of<ssize_t(int, const iovec*, int)>("writev");
  return full_for(descriptor) ? no_space<ssize_t>(-1) : next(descriptor, parts, count);
}

ssize_t pwritev(int descriptor, const iovec* parts, int count, off_t offset) {
  static auto* const next = next_of<ssize_t(int, const iovec*, int, off_t)>("pwritev");
  return full_for(descriptor) ? no_space<ssize_t>(-1) : next(descriptor, parts, count, offset);
}

ssize_t pwritev64(int descriptor, const iovec* parts, int count, off64_t offset) {
  static auto* const next = next_of<ssize_t(int, const iovec*, int, off64_t)>("pwritev64");
  return full_for(descriptor) ? no_space<ssize_t>(-1) : next(descriptor, parts, count, offset);
}

int fsync(int descriptor) {
  static auto* const next = next_of<int(int)>("fsync");
  return counted_sync(descriptor) ? 0 : next(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const next = next_of<int(int)>("fdatasync");
  return counted_sync(descriptor) ? 0 : next(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
  static auto* const next = next_of<int(int, off_t)>("ftruncate");
  return full_for(descriptor, size) ? no_space(-1) : next(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  static auto* const next = next_of<int(int, off64_t)>("ftruncate64");
  return full_for(descriptor, size) ? no_space(-1) : next(descriptor, size);
}

// These two return the error instead of setting errno.
int posix_fallocate(int descriptor, off_t offset, off_t length) {
  static auto* const next = next_of<int(int, off_t, off_t)>("posix_fallocate");
  return full_for(descriptor) ? ENOSPC : next(descriptor, offset, length);
}

int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
  static auto* const next = next_of<int(int, off64_t, off64_t)>("posix_fallocate64");
  return full_for(descriptor) ? ENOSPC : next(descriptor, offset, length);
}

int unlink(const char* path) noexcept {
  static auto* const next = next_of<int(const char*)>("unlink");
  full_at_next();
  return next(path);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  static auto* const next = next_of<int(int, const char*, int)>("unlinkat");
  full_at_next();
  return next(folder, path, flags);
}

int remove(const char* path) noexcept {
  static auto* const next = next_of<int(const char*)>("remove");
  full_at_next();
  return next(path);
}

int rmdir(const char* path) noexcept {
  static auto* const next = next_of<int(const char*)>("rmdir");
  full_at_next();
  return next(path);
}

int rename(const char* from, const char* to) noexcept {
  static auto* const next = next_of<int(const char*, const char*)>("rename");
  full_at_next();
  return next(from, to);
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  static auto* const next = next_of<int(int, const char*, int, const char*)>("renameat");
  full_at_next();
  return next(from_folder, from, to_folder, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  static auto* const next = next_of<int(int, const char*, int, const char*, unsigned)>("renameat2");
  full_at_next();
  return next(from_folder, from, to_folder, to, flags);
}

int link(const char* from, const char* to) noexcept {
  static auto* const next = next_of<int(const char*, const char*)>("link");
  full_at_next();
  return next(from, to);
}

int mkdir(const char* path, mode_t mode) noexcept {
  static auto* const next = next_of<int(const char*, mode_t)>("mkdir");
  const bool absent = kind_at(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW) == Kind::absent;
  return full_at_next() && absent ? no_space(-1) : next(path, mode);
}

int open(const char* path, int flags, ...) {
  static auto* const next = next_of<int(const char*, int, ...)>("open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return full_for_open(AT_FDCWD, path, flags) ? no_space(-1) : next(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static auto* const next = next_of<int(const char*, int, ...)>("open64");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return full_for_open(AT_FDCWD, path, flags) ? no_space(-1) : next(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  static auto* const next = next_of<int(int, const char*, int, ...)>("openat");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return full_for_open(folder, path, flags) ? no_space(-1) : next(folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...) {
  static auto* const next = next_of<int(int, const char*, int, ...)>("openat64");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return full_for_open(folder, path, flags) ? no_space(-1) : next(folder, path, flags, mode);
}

// C++ file streams open files with these.
FILE* fopen(const char* path, const char* mode) {
  static auto* const next = next_of<FILE*(const char*, const char*)>("fopen");
  const bool full = full_for_open(AT_FDCWD, path, flags_of(mode));
  return full ? no_space<FILE*>(nullptr) : next(path, mode);
}

FILE* fopen64(const char* path, const char* mode) {
  static auto* const next = next_of<FILE*(const char*, const char*)>("fopen64");
  const bool full = full_for_open(AT_FDCWD, path, flags_of(mode));
  return full ? no_space<FILE*>(nullptr) : next(path, mode);
}

}  // extern "C"
