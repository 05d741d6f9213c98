// The calling thread does no job: it waits in `poll` for the end of the others, for a signal, and
// for the next progress tick.

#include "cli/reading/workers.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <thread>

#include "cli/exit_code.h"
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

}  // namespace

void run_workers(const std::vector<std::function<void(std::size_t)>>& workers, std::size_t jobs,
                 SpareThreads& spare, const std::function<void()>& meanwhile,
                 const std::function<void(std::size_t)>& on_tick,
                 const std::function<void()>& on_interrupt) {
  const SignalHold signals;
  const Bell all_done;
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> jobs_done{0};
  std::atomic<std::size_t> running{workers.size() + (meanwhile ? 1 : 0)};
  const auto end = [&] {
    if (--running == 0) all_done.ring();
  };
  std::vector<std::thread> threads;
  threads.reserve(workers.size() + 1);
  if (meanwhile) {
    threads.emplace_back([&] {
      meanwhile();
      end();
    });
  }
  for (std::size_t i = 0; i < workers.size(); ++i) spare.take();
  for (const auto& worker : workers) {
    threads.emplace_back([&] {
      for (std::size_t job = next++; job < jobs; job = next++) {
        worker(job);
        ++jobs_done;
      }
      spare.give();
      end();
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
