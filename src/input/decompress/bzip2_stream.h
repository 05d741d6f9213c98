// bzip2: any number of streams, zero padding after the last, as with gzip. The home of libbz2.
#pragma once

#include <memory>

#include "input/byte_stream.h"
#include "input/decompress/input_buffer.h"

namespace s3rare::input {

/// Decompresses the stream below. Checks the checksum of each block; returns all bytes before a
/// fault, then the fault. Takes up to 3.6 MiB of memory. One object serves many files, one after
/// the other.
class Bzip2Stream : public ByteStream {
 public:
  Bzip2Stream();
  ~Bzip2Stream() override;

  /// Starts another stream, which must live until the next reset.
  void reset(InputBuffer& below);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Decompress;
  std::unique_ptr<Decompress> decompress_;
};

}  // namespace s3rare::input
