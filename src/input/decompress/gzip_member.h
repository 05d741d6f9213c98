// Inflates a gzip member that is entirely in memory in one call: a small file takes about a sixth
// less time than as a stream, and nearly every delivery file is small. The only user of
// libdeflate.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace s3rare::input {

class GzipMember {
 public:
  GzipMember();
  ~GzipMember();

  struct Inflated {
    std::size_t consumed;  ///< bytes of the member
    std::size_t produced;
  };

  /// Inflates the member at the front of `bytes` and checks its CRC-32 and length.
  /// @param to  `room` bytes; their contents are undefined if nothing is returned
  /// @returns nothing if the member is broken, incomplete or larger than `room`; to learn which,
  ///          read it as a stream
  std::optional<Inflated> inflate(std::string_view bytes, char* to, std::size_t room);

 private:
  struct Decompressor;
  std::unique_ptr<Decompressor> decompressor_;
};

}  // namespace s3rare::input
