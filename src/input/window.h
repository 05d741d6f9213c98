// The part of a stream that is in memory, addressed by stream offset.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "input/byte_stream.h"
#include "s3rare/error.h"

namespace s3rare::input {

/// Reads a stream one chunk at a time and keeps the bytes from a given offset on. Memory: the kept
/// bytes plus a chunk, reused for the next stream. Views are valid until `fill`. The padding that
/// JSON readers need follows the last byte.
class Window {
 public:
  Window();

  /// Starts another stream, which must live until the next reset.
  void reset(ByteStream& stream);

  /// Reads the next chunk; bytes before `keep_from` may be dropped.
  /// @param keep_from  a stream offset between `begin()` and `end()`
  /// @returns false at the end of the stream or at a fault
  bool fill(std::uint64_t keep_from);

  std::uint64_t begin() const { return begin_; }  ///< stream offset of the first byte held
  std::uint64_t end() const { return end_; }      ///< stream offset behind the last byte held

  char at(std::uint64_t offset) const { return bytes_[offset - begin_]; }
  std::string_view view(std::uint64_t from, std::uint64_t to) const {
    return {bytes_.get() + (from - begin_), static_cast<std::size_t>(to - from)};
  }

  /// The reason why the stream broke off; its offset is `end()`.
  const std::optional<Error>& fault() const { return fault_; }

 private:
  ByteStream* stream_ = nullptr;
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_;
  std::uint64_t begin_ = 0;
  std::uint64_t end_ = 0;
  std::optional<Error> fault_;
};

}  // namespace s3rare::input
