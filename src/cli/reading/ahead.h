// What runs ahead of the workers, on threads that have nothing else to do.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "input/byte_stream.h"

namespace s3rare::cli {

/// Counts the threads that a run may have and nobody uses. Shared by all threads.
class SpareThreads {
 public:
  explicit SpareThreads(std::size_t count) : count_(count) {}

  /// Takes one, if there is one.
  bool take() {
    std::size_t count = count_;
    while (count > 0 && !count_.compare_exchange_weak(count, count - 1)) {
    }
    return count > 0;
  }
  void give() { ++count_; }

 private:
  std::atomic<std::size_t> count_;
};

/// Reads a stream as it is, until it has proved to be long and there is a thread to spare: from
/// then on that thread reads it ahead, so that a long file is inflated while what came out of it is
/// looked at. Memory: 1 MiB once the thread runs.
/// @param below  must outlive what is returned; nobody else may read it meanwhile
std::unique_ptr<input::ByteStream> read_ahead(input::ByteStream& below, SpareThreads& spare);

}  // namespace s3rare::cli
