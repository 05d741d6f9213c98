// Lends the bytes of a stream one buffer at a time, so that a decompressor reads them without a
// copy of its own.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "input/byte_stream.h"

namespace s3rare::input {

class InputBuffer : public ByteStream {
 public:
  /// The most bytes that `next` returns. Equal to a window's chunk, so that a small file is read
  /// and inflated in one go.
  static constexpr std::size_t kBytes = 256 * 1024;

  /// Starts another stream, which must live until the next reset.
  /// @param taken  its first bytes, at most kBytes, which the caller has already read
  void reset(ByteStream& below, std::string_view taken = {});

  /// Returns the next bytes without taking them.
  /// @returns at least `count` bytes (`count` is less than kBytes); fewer only if the stream ends
  ///          or breaks off
  std::string_view peek(std::size_t count);

  /// Takes the next bytes. They are valid until the next call of any function.
  /// @returns no bytes only at the end, or the reason why reading failed
  Result<std::string_view> next();

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  ByteStream* below_ = nullptr;
  std::array<char, kBytes> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::optional<Error> fault_;  // to return after the bytes in the buffer
};

}  // namespace s3rare::input
