// xz: any number of streams, with the padding between and after them that the format allows. The
// home of liblzma.
#pragma once

#include <cstdint>
#include <memory>

#include "input/byte_stream.h"
#include "input/decompress/input_buffer.h"

namespace s3rare::input {

/// Most memory of a decoder. `xz -9` needs 65 MiB.
inline constexpr std::uint64_t kXzMemoryBytes = std::uint64_t{80} * 1024 * 1024;

/// Decompresses the stream below. Checks the checksum of each block; returns all bytes before a
/// fault, then the fault. Refuses data that needs more than kXzMemoryBytes. One object serves many
/// files, one after the other.
class XzStream : public ByteStream {
 public:
  XzStream();
  ~XzStream() override;

  /// Starts another stream, which must live until the next reset.
  void reset(InputBuffer& below);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Decompress;
  std::unique_ptr<Decompress> decompress_;
};

}  // namespace s3rare::input
