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
  /// @returns how many were read, 0 only at the end, or why no more can be read. Bytes before a
  ///          fault are returned first; the fault follows with the next call.
  virtual Result<std::size_t> read(char* to, std::size_t room) = 0;
};

/// Puts a stream before another one, to read it from then on: see `cli/ahead.h`.
using PutBefore = std::function<std::unique_ptr<ByteStream>(ByteStream& below)>;

}  // namespace s3rare::input
