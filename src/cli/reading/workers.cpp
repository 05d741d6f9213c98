// The calling thread does no job unless the system has no other thread: it waits in `poll` for the
// end of the others, for a signal, and for the next progress tick.

#include "cli/reading/workers.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>

#include "cli/exit_code.h"
#include "cli/reading/threads.h"
#include "cli/signals.h"

namespace s3rare::cli {
namespace {

constexpr int kTickMilliseconds = 250;

// Wakes the main thread from `poll` once all others have ended.
class Bell {
 public:
  Bell() : descriptor_(eventfd(0, EFD_CLOEXEC)) {}
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell() { ::close(descriptor_); }

  int descriptor() const { return descriptor_; }
  void ring() const { eventfd_write(descriptor_, 1); }

 private:
  int descriptor_;
};

// The jobs that no worker has taken yet, and what has become of the others.
class Jobs {
 public:
  explicit Jobs(std::size_t count) : count_(count) {}

  // Does jobs until none is left or one has failed, here or on another thread.
  template <class AfterEach>
  void work(const std::function<void(std::size_t)>& worker, AfterEach after_each) {
    attempt([&] {
      for (std::size_t job = next_++; job < count_; job = next_++) {
        worker(job);
        ++done_;
        after_each();
      }
    });
  }

  // Keeps the first exception of all threads, after which no job begins.
  template <class Function>
  void attempt(Function&& function) {
    try {
      function();
    } catch (...) {
      stop();
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  void stop() { next_ = count_; }
  std::size_t done() const { return done_; }

  // Call it when no thread works any more.
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const std::size_t count_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> done_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

// Ends the jobs before the threads of a scope are joined, also if an exception leaves it.
class StopAtEnd {
 public:
  explicit StopAtEnd(Jobs& jobs) : jobs_(jobs) {}
  StopAtEnd(const StopAtEnd&) = delete;
  StopAtEnd& operator=(const StopAtEnd&) = delete;
  ~StopAtEnd() { jobs_.stop(); }

 private:
  Jobs& jobs_;
};

}  // namespace

void run_workers(const std::vector<std::function<void(std::size_t)>>& workers, std::size_t jobs,
                 SpareThreads& spare, const std::function<void()>& meanwhile,
                 const std::function<void(std::size_t)>& on_tick,
                 const std::function<void()>& on_interrupt) {
  const SignalHold signals;
  const Bell all_done;
  Jobs all(jobs);
  std::atomic<std::size_t> running{1};  // the calling thread, until it has started the others
  Threads threads;
  const StopAtEnd stop_at_end(all);
  const auto start = [&](auto work) {
    ++running;
    const bool started = threads.start([&, work] {
      work();
      if (--running == 0) all_done.ring();
    });
    if (!started) --running;
    return started;
  };
  const auto look_up = [&](int milliseconds) {
    std::array<pollfd, 2> events = {
        {{all_done.descriptor(), POLLIN, 0}, {signals.descriptor(), POLLIN, 0}}};
    const int count = ::poll(events.data(), events.size(), milliseconds);
    if (count > 0 && events[1].revents != 0) {
      on_interrupt();
      std::_Exit(value_of(ExitCode::signalled) + signals.take());
    }
    on_tick(all.done());
  };

  for (std::size_t i = 0; i < workers.size(); ++i) spare.take();
  for (const auto& worker : workers) {
    const bool started = start([&] {
      all.work(worker, [] {});
      spare.give();
    });
    if (!started) spare.give();
  }
  if (threads.size() == 0 && !workers.empty()) all.work(workers.front(), [&] { look_up(0); });
  const bool has_meanwhile = meanwhile && start([&] { all.attempt(meanwhile); });
  --running;
  while (running > 0) look_up(kTickMilliseconds);
  threads.join();
  all.rethrow_failure();
  if (meanwhile && !has_meanwhile) meanwhile();
}

}  // namespace s3rare::cli
