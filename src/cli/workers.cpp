#include "cli/workers.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <thread>

#include "cli/exit_code.h"

namespace s3rare::cli {
namespace {

constexpr int kTickMilliseconds = 250;

// Holds SIGINT and SIGTERM back from all threads started while it lives, to be read as data.
class SignalWatch {
 public:
  SignalWatch() {
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGINT);
    sigaddset(&watched, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &watched, &before_);
    descriptor_ = signalfd(-1, &watched, SFD_CLOEXEC);
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch() {
    ::close(descriptor_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  int descriptor() const { return descriptor_; }

  // The number of the signal that came.
  int take() const {
    signalfd_siginfo info{};
    return ::read(descriptor_, &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo)
                                                                  : SIGTERM;
  }

 private:
  sigset_t before_{};
  int descriptor_;
};

// Tells one thread that others have ended.
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

}  // namespace

void run_workers(const std::vector<std::function<void(std::size_t)>>& workers,
                 const std::vector<std::size_t>& jobs,
                 const std::function<void(std::size_t)>& on_tick,
                 const std::function<void()>& on_interrupt) {
  const SignalWatch signals;
  const Bell all_done;
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> jobs_done{0};
  std::atomic<std::size_t> running{workers.size()};
  std::vector<std::thread> threads;
  threads.reserve(workers.size());
  for (const auto& worker : workers) {
    threads.emplace_back([&] {
      for (std::size_t i = next++; i < jobs.size(); i = next++) {
        worker(jobs[i]);
        ++jobs_done;
      }
      if (--running == 0) all_done.ring();
    });
  }

  while (running > 0) {
    std::array<pollfd, 2> events = {
        {{all_done.descriptor(), POLLIN, 0}, {signals.descriptor(), POLLIN, 0}}};
    const int count = ::poll(events.data(), events.size(), kTickMilliseconds);
    if (count > 0 && events[1].revents != 0) {
      on_interrupt();
      std::_Exit(value_of(ExitCode::signalled) + signals.take());
    }
    on_tick(jobs_done);
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace s3rare::cli
