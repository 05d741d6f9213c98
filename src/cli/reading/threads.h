// Threads of a scope, as many as the system gives.
#pragma once

#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace s3rare::cli {

/// Joins its threads when it is destroyed.
class Threads {
 public:
  Threads() = default;
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { join(); }

  /// Runs a function on a thread of its own. It must not throw.
  /// @returns false if the system has no thread, or no memory for one
  template <class Function>
  bool start(Function function) {
    try {
      threads_.emplace_back(std::move(function));
      return true;
    } catch (const std::system_error&) {
      return false;
    } catch (const std::bad_alloc&) {
      return false;
    }
  }

  /// @returns the number of threads started and not yet joined
  std::size_t size() const { return threads_.size(); }

  /// Waits for all threads to end.
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::vector<std::thread> threads_;
};

}  // namespace s3rare::cli
