// Removes every layer of compression from a file, and UTF-16 below it. The content decides, not the
// name.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

#include "input/byte_stream.h"
#include "input/decompress/input_buffer.h"

namespace s3rare::input {

/// Layers of compression that are removed. Exports of subscriptions contain gzip in gzip; no real
/// log has more than four layers.
inline constexpr std::size_t kMaxLayers = 4;

/// @returns whether bytes begin like gzip, or like zstd: with a frame or with a skippable frame,
///          which pzstd writes; or like xz; or like bzip2, which needs ten bytes. Source: RFC 1952
///          section 2.3.1, RFC 8878 section 3.1, the xz file format 1.1.0 section 2.1.1.1; bzip2
bool begins_gzip(std::string_view bytes);
bool begins_zstd(std::string_view bytes);
bool begins_xz(std::string_view bytes);
bool begins_bzip2(std::string_view bytes);

/// Decompresses a stream. One object serves many files, one after the other, and keeps the memory
/// of the layers that it has used (about 600 KB for gzip, up to 9 MiB for zstd, 4 MiB for bzip2 and
/// 80 MiB for xz). Text in UTF-16 is a layer like others.
class Decompressor : public ByteStream {
 public:
  Decompressor();
  ~Decompressor() override;

  /// Starts another file. `file` must live until the next reset. Layers beyond kMaxLayers stay.
  void reset(ByteStream& file);

  Result<std::size_t> read(char* to, std::size_t room) override;

  /// Whether the file is compressed.
  bool is_compressed() const { return is_compressed_; }

 private:
  struct Layer;
  void add_layer(std::string_view first);

  std::array<std::unique_ptr<Layer>, kMaxLayers> layers_;
  std::size_t used_layers_ = 0;
  ByteStream* top_ = nullptr;
  bool at_start_ = false;  // the next bytes may start another layer
  bool is_compressed_ = false;
};

}  // namespace s3rare::input
