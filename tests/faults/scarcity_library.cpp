// Refuses a program memory or threads, at one chosen call or from it on.
//
// LD_PRELOAD loads it before libc: it counts the calls that allocate memory, and those that start a
// thread, and passes them on. Environment variables select what happens:
//
//   S3RARE_SCARCITY_COUNT_FILE=path   receives the two counts at the end, as text: `memory threads`
//   S3RARE_NO_MEMORY_AT=n             the n-th allocation fails, from 1
//   S3RARE_NO_MEMORY_FROM=n           that one and all later ones fail
//   S3RARE_NO_THREAD_FROM=n           the n-th start of a thread and all later ones fail
//
// Not counted: memory that the system gives without malloc, such as stacks of threads, and what
// libraries allocate before `main`, where nobody can handle a failure.

#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <limits>

extern "C" {
void* __libc_malloc(size_t);
void* __libc_calloc(size_t, size_t);
void* __libc_realloc(void*, size_t);
void* __libc_memalign(size_t, size_t);
}

namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

std::atomic<std::uint64_t> allocations{0};
std::atomic<std::uint64_t> starts{0};
std::uint64_t no_memory_at = kNever;
std::uint64_t no_memory_from = kNever;
std::uint64_t no_thread_from = kNever;
int (*real_main)(int, char**, char**) = nullptr;

std::uint64_t number_of(const char* variable) {
  const char* text = getenv(variable);
  return text == nullptr ? kNever : strtoull(text, nullptr, 10);
}

int counted_main(int argc, char** argv, char** environment) {
  no_memory_at = number_of("S3RARE_NO_MEMORY_AT");
  no_memory_from = number_of("S3RARE_NO_MEMORY_FROM");
  no_thread_from = number_of("S3RARE_NO_THREAD_FROM");
  allocations = 0;
  return real_main(argc, argv, environment);
}

__attribute__((destructor)) void end() {
  const char* path = getenv("S3RARE_SCARCITY_COUNT_FILE");
  if (path == nullptr) return;
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return;
  dprintf(file, "%llu %llu\n", static_cast<unsigned long long>(allocations),
          static_cast<unsigned long long>(starts));
  close(file);
}

// Counts an allocation. @returns whether it must fail
bool is_refused() {
  const std::uint64_t number = ++allocations;
  const bool refused = number == no_memory_at || number >= no_memory_from;
  if (refused) errno = ENOMEM;
  return refused;
}

}  // namespace

extern "C" {

void* malloc(size_t size) noexcept { return is_refused() ? nullptr : __libc_malloc(size); }

void* calloc(size_t count, size_t size) noexcept {
  return is_refused() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, size_t size) noexcept {
  return is_refused() ? nullptr : __libc_realloc(old, size);
}

void* memalign(size_t alignment, size_t size) noexcept {
  return is_refused() ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(size_t alignment, size_t size) noexcept {
  return is_refused() ? nullptr : __libc_memalign(alignment, size);
}

int posix_memalign(void** to, size_t alignment, size_t size) noexcept {
  if (is_refused()) return ENOMEM;
  *to = __libc_memalign(alignment, size);
  return *to == nullptr ? ENOMEM : 0;
}

// What starts `main`.
int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, void (*init)(),
                      void (*fini)(), void (*rtld_fini)(), void* stack_end) {
  using Function =
      int(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*);
  static auto* const next = reinterpret_cast<Function*>(dlsym(RTLD_NEXT, "__libc_start_main"));
  real_main = main;
  return next(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*),
                   void* argument) noexcept {
  using Function = int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static auto* const next = reinterpret_cast<Function*>(dlsym(RTLD_NEXT, "pthread_create"));
  if (++starts >= no_thread_from) return EAGAIN;
  return next(thread, attributes, work, argument);
}

}  // extern "C"
