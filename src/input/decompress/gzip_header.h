// The header of a gzip member, however the stream cuts it. ISA-L reads headers too, but gets the
// checksum of a header wrong if it arrives in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace s3rare::input {

/// Reads the header of one member and keeps nothing of it. Source: RFC 1952, section 2.3.
class GzipHeader {
 public:
  enum class Outcome {
    unfinished,      ///< all bytes belong to the header, and more of it follows
    whole,           ///< the compressed data begins behind the taken bytes
    broken,          ///< no gzip header, or one with a flag that the RFC reserves
    unknown_method,  ///< compressed, but not with deflate
    wrong_checksum   ///< the header's own
  };

  /// Starts another header.
  void start() { *this = GzipHeader(); }

  /// Takes the next bytes of the header from the front of `bytes`.
  Outcome take(std::string_view& bytes);

  /// @param member  the first bytes of a member
  /// @returns whether its header carries a checksum
  static bool has_checksum(std::string_view member);

 private:
  enum class Part { fixed, extra_length, extra, name, comment, checksum, end };

  Outcome take(std::uint8_t byte);
  Outcome take_fixed(std::uint8_t byte);
  void next_part();

  Part part_ = Part::fixed;
  std::uint8_t flags_ = 0;
  std::size_t taken_ = 0;       // bytes of the current part
  std::size_t length_ = 0;      // of the extra field
  std::uint32_t crc_ = ~0U;     // of all bytes so far, inverted
  std::uint32_t expected_ = 0;  // the checksum that the header states
};

}  // namespace s3rare::input
