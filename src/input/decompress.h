// From a file's bytes to the bytes of its logs: takes off every layer of compression. Content
// decides, not the name.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

#include "input/byte_stream.h"
#include "input/gzip_stream.h"
#include "input/input_buffer.h"
#include "input/zstd_stream.h"

namespace s3rare::input {

/// Layers of compression that are taken off. gzip in gzip is seen in exports of subscriptions;
/// more than four is nobody's log.
inline constexpr std::size_t kMaxLayers = 4;

/// @returns whether bytes begin as gzip does, or as zstd does: with a frame, or with one to be
///          skipped, which pzstd writes. Source: RFC 1952 section 2.3.1, RFC 8878 section 3.1
bool begins_gzip(std::string_view bytes);
bool begins_zstd(std::string_view bytes);

/// Reads a stream decompressed. One object serves many files, one after the other, and keeps the
/// memory of the layers it has met (about 600 KB for gzip, up to 9 MiB for zstd).
class Decompressor : public ByteStream {
 public:
  Decompressor();
  ~Decompressor() override;

  /// Begins another file. `file` must live until the next reset. A layer too many is left on.
  void reset(ByteStream& file);

  Result<std::size_t> read(char* to, std::size_t room) override;

 private:
  struct Layer;
  void add_layer(std::string_view first);

  std::array<std::unique_ptr<Layer>, kMaxLayers> layers_;
  std::size_t used_layers_ = 0;
  ByteStream* top_ = nullptr;
  bool at_start_ = false;  // what comes may be another layer
};

}  // namespace s3rare::input
