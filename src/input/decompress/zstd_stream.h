// Zstandard (RFC 8878): any number of frames. The home of libzstd.
#pragma once

#include <memory>

#include "input/byte_stream.h"
#include "input/decompress/input_buffer.h"

namespace s3rare::input {

/// Decompresses the stream below. Checks the checksum of each frame that has one; returns all bytes
/// before a fault, then the fault. Refuses frames that need a window above 8 MiB, the size that RFC
/// 8878 asks every decoder to support, to bound memory. One object serves many
/// files, one after the other.
class ZstdStream : public ByteStream {
 public:
  ZstdStream();
  ~ZstdStream() override;

  /// Starts another stream, which must live until the next reset.
  void reset(InputBuffer& below);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Decompress;
  std::unique_ptr<Decompress> decompress_;
};

}  // namespace s3rare::input
