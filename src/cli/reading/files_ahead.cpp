// Each file has a slot whose atomic state decides who opens it: a worker that comes first opens the
// file itself, and one that comes while it is being opened waits for it.

#include "cli/reading/files_ahead.h"

#include <sys/resource.h>

#include <algorithm>
#include <new>
#include <utility>

namespace s3rare::cli {
namespace {

// Reads in flight, including those of the workers. In measurements, more gained nothing.
constexpr std::size_t kReadsUnderWay = 8;

// Limit of the files that are open and not taken: a share of the process's limit of open files.
std::size_t most_files_ahead() {
  constexpr std::size_t kMost = 64;
  constexpr std::size_t kShare = 4;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  return std::min<std::size_t>(kMost, limit.rlim_cur / kShare);
}

// A worker's waits are measured once in so many files.
constexpr std::size_t kAskedEvery = 8;

// The voluntary context switches of this thread: how often it gave up its processor to wait.
std::int64_t waits_of_this_thread() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nvcsw;
}

}  // namespace

FilesAhead::FilesAhead(std::vector<const input::InputFile*> files, std::size_t workers,
                       std::atomic<std::uint64_t>& progress)
    : files_(std::move(files)), waits_(workers, -1), taken_(workers), progress_(progress) {}

FilesAhead::~FilesAhead() {
  stopped_ = true;
  current_ = files_.size();
  current_.notify_all();
  threads_.join();
}

void FilesAhead::begin() {
  std::call_once(begun_, [&] {
    most_ahead_ = most_files_ahead();
    slots_ = std::vector<Slot>(files_.size());
    next_ = current_.load() + 1;
    running_ = true;
    // The workers open what nobody opens ahead, because the system has no more threads.
    const std::size_t count = kReadsUnderWay - std::min(kReadsUnderWay - 1, waits_.size());
    while (threads_.size() < count && threads_.start([this] { go_ahead(); })) {
    }
  });
}

std::optional<input::FileStream> FilesAhead::take(std::size_t worker, std::size_t file) {
  if (!running_) {
    current_.store(file, std::memory_order_relaxed);
    if (has_waited(worker)) begin();
    return std::nullopt;
  }
  std::size_t current = current_;
  while (current < file && !current_.compare_exchange_weak(current, file)) {
  }
  current_.notify_all();
  Slot& slot = slots_[file];
  State state = State::untouched;
  if (slot.state.compare_exchange_strong(state, State::taken)) return std::nullopt;
  slot.state.wait(State::opening);
  return std::exchange(slot.file, std::nullopt);
}

// Whether a worker had to wait for more than half of its last kAskedEvery files.
bool FilesAhead::has_waited(std::size_t worker) {
  if (++taken_[worker] % kAskedEvery != 1) return false;
  const std::int64_t waits = waits_of_this_thread();
  const std::int64_t before = std::exchange(waits_[worker], waits);
  return before >= 0 && waits - before > static_cast<std::int64_t>(kAskedEvery / 2);
}

void FilesAhead::go_ahead() {
  input::FileOpener opener;
  for (std::size_t file = next_++; file < files_.size(); file = next_++) {
    for (std::size_t current = current_; current + most_ahead_ < file; current = current_) {
      current_.wait(current);
    }
    if (stopped_) return;
    Slot& slot = slots_[file];
    State state = State::untouched;
    if (!files_[file]->is_regular() || !slot.state.compare_exchange_strong(state, State::opening)) {
      continue;
    }
    open_ahead(opener, file);
    slot.state = State::opened;
    slot.state.notify_all();
  }
}

// If this fails, the worker opens the file itself and reports the error.
void FilesAhead::open_ahead(input::FileOpener& opener, std::size_t file) {
  try {
    if (auto opened = opener.open(files_[file]->path, progress_)) {
      opened->prefetch();
      slots_[file].file.emplace(std::move(*opened));
    }
  } catch (const std::bad_alloc&) {
    return;
  }
}

}  // namespace s3rare::cli
