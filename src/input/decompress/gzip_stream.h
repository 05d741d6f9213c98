// gzip (RFC 1952): any number of members, zero padding after the last. The only user of
// ISA-L; `GzipMember` inflates the members that are entirely in memory.
#pragma once

#include <memory>

#include "input/byte_stream.h"
#include "input/decompress/input_buffer.h"

namespace s3rare::input {

/// Inflates the stream below. Checks every member's CRC-32 and length; returns all bytes
/// before a fault, then the fault. One object serves many files, one after the other.
class GzipStream : public ByteStream {
 public:
  GzipStream();
  ~GzipStream() override;

  /// Starts another stream, which must live until the next reset.
  void reset(InputBuffer& below);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Inflate;
  std::unique_ptr<Inflate> inflate_;
};

}  // namespace s3rare::input
