// A sequence of bytes that is read once, front to back.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "s3rare/error.h"

namespace s3rare::input {

class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// Reads up to `room` bytes (at least 1) to `to`.
  /// @returns the number of bytes read, 0 only at the end, or the reason why reading failed. Bytes
  ///          before a fault are returned first; the next call returns the fault.
  virtual Result<std::size_t> read(char* to, std::size_t room) = 0;
};

/// Makes a stream that reads from `below` and is read in its place: see `cli/ahead.h`.
using PutBefore = std::function<std::unique_ptr<ByteStream>(ByteStream& below)>;

}  // namespace s3rare::input
