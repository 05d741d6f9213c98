// From a file's bytes to the bytes of its logs: takes off every layer of compression. Content
// decides, not the name.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

#include "input/byte_stream.h"
#include "input/gzip_stream.h"
#include "input/zstd_stream.h"

namespace s3rare::input {

/// Layers of compression that are taken off. gzip in gzip is seen in exports of subscriptions;
/// more than four is nobody's log.
inline constexpr std::size_t kMaxLayers = 4;

/// Reads a stream decompressed. One object serves many files, one after the other, and keeps the
/// memory of the layers it has met (about 700 KB for gzip, up to 9 MiB for zstd).
class Decompressor : public ByteStream {
 public:
  Decompressor();
  ~Decompressor() override;

  /// Begins another file. `file` must live until the next reset. A layer too many is left on.
  void reset(ByteStream& file);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Layer;
  std::array<std::unique_ptr<Layer>, kMaxLayers> layers_;
  ByteStream* top_ = nullptr;
};

}  // namespace s3rare::input
