// gzip (RFC 1952): any number of members, zero padding after the last. The home of ISA-L;
// members that are in memory as a whole are left to `GzipMember`.
#pragma once

#include <memory>

#include "input/byte_stream.h"
#include "input/input_buffer.h"

namespace s3rare::input {

/// Inflates the stream below. Checks every member's CRC-32 and length; a fault is told after
/// all bytes before it were returned. One object serves many files, one after the other.
class GzipStream : public ByteStream {
 public:
  GzipStream();
  ~GzipStream() override;

  /// Begins to read another stream, which must live until the next reset.
  void reset(InputBuffer& below);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Inflate;
  std::unique_ptr<Inflate> inflate_;
};

}  // namespace s3rare::input
