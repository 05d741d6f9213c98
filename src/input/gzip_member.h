// A gzip member that is in memory as a whole, inflated in one go: small files take about a
// sixth less time than as a stream, and nearly every delivery file is one. The home of libdeflate.
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

  /// Inflates the member that `bytes` begin with; its CRC-32 and length are checked.
  /// @param to  `room` bytes; what they hold is undefined afterwards if nothing is returned
  /// @returns nothing if the member is broken, not all there, or larger than the room: a stream
  ///          must be made of it to say which
  std::optional<Inflated> inflate(std::string_view bytes, char* to, std::size_t room);

 private:
  struct Decompressor;
  std::unique_ptr<Decompressor> decompressor_;
};

}  // namespace s3rare::input
