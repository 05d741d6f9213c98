// The bytes of a stream, borrowed a buffer at a time: what a decompressor reads from, without a
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
  /// Most that `next` returns. As much as a window's chunk, so that a small file is read and
  /// inflated in one go.
  static constexpr std::size_t kBytes = 256 * 1024;

  /// Begins another stream, which must live until the next reset.
  /// @param taken  its first bytes, at most kBytes, which were read from it already
  void reset(ByteStream& below, std::string_view taken = {});

  /// Looks at the first bytes that were not taken, without taking them.
  /// @returns at least `count` of them, which must be less than kBytes; fewer only where the
  ///          stream ends or breaks off
  std::string_view peek(std::size_t count);

  /// Takes the next bytes. They are valid until the next call of any function.
  /// @returns none only at the end, or why no more can be read
  Result<std::string_view> next();

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  ByteStream* below_ = nullptr;
  std::array<char, kBytes> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::optional<Error> fault_;  // to be told behind what is in the buffer
};

}  // namespace s3rare::input
