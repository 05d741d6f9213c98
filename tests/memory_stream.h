// A stream of bytes in memory, read in chunks of a chosen size, with an optional fault at the end.
#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "input/byte_stream.h"

namespace s3rare::tests {

class MemoryStream : public input::ByteStream {
 public:
  explicit MemoryStream(std::string bytes, std::size_t chunk = 1 << 20,
                        std::optional<Error> fault = std::nullopt)
      : bytes_(std::move(bytes)), chunk_(chunk), fault_(std::move(fault)) {}

  Result<std::size_t> read(char* to, std::size_t room) override {
    const std::size_t count = std::min({room, chunk_, bytes_.size() - position_});
    if (count == 0 && fault_) return *fault_;
    std::memcpy(to, bytes_.data() + position_, count);
    position_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t chunk_;
  std::optional<Error> fault_;
  std::size_t position_ = 0;
};

}  // namespace s3rare::tests
