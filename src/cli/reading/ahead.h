// Reads a long stream ahead of its worker, on a thread that would otherwise be idle.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "input/byte_stream.h"

namespace s3rare::cli {

/// Counts the threads that a run may use and does not. Safe to share between threads.
class SpareThreads {
 public:
  explicit SpareThreads(std::size_t count) : count_(count) {}

  /// Takes a thread.
  /// @returns false if none is spare
  bool take() {
    std::size_t count = count_;
    while (count > 0 && !count_.compare_exchange_weak(count, count - 1)) {
    }
    return count > 0;
  }
  /// Gives a thread back.
  void give() { ++count_; }

 private:
  std::atomic<std::size_t> count_;
};

/// Passes a stream through until it proves to be long and a thread is spare. From then on that
/// thread reads ahead, so that a long file is decompressed while its records are parsed. Takes 1
/// MiB of memory once the thread runs.
/// What the stream below throws, the returned stream throws.
/// @param below  must outlive the returned stream; nothing else may read it meanwhile
std::unique_ptr<input::ByteStream> read_ahead(input::ByteStream& below, SpareThreads& spare);

}  // namespace s3rare::cli
