#include "input/decompress/decompressor.h"

#include <algorithm>
#include <string_view>

namespace s3rare::input {
namespace {

constexpr std::size_t kMagicBytes = 4;

}  // namespace

bool begins_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

bool begins_zstd(std::string_view bytes) {
  if (bytes.starts_with("\x28\xb5\x2f\xfd")) return true;
  return bytes.size() >= 4 && (bytes[0] & '\xf0') == '\x50' && bytes.substr(1, 3) == "\x2a\x4d\x18";
}

struct Decompressor::Layer {
  InputBuffer input;
  std::unique_ptr<GzipStream> gzip;
  std::unique_ptr<ZstdStream> zstd;

  // The stream that decompresses this layer, or null if the bytes are not compressed.
  ByteStream* strip() {
    const std::string_view first = input.peek(kMagicBytes);
    if (begins_gzip(first)) {
      if (!gzip) gzip = std::make_unique<GzipStream>();
      gzip->reset(input);
      return gzip.get();
    }
    if (begins_zstd(first)) {
      if (!zstd) zstd = std::make_unique<ZstdStream>();
      zstd->reset(input);
      return zstd.get();
    }
    return nullptr;
  }
};

Decompressor::Decompressor() = default;
Decompressor::~Decompressor() = default;

// Removes a layer, if there is one, from what `top_` reads; its first bytes were already read.
void Decompressor::add_layer(std::string_view first) {
  std::unique_ptr<Layer>& layer = layers_[used_layers_++];
  if (!layer) layer = std::make_unique<Layer>();
  layer->input.reset(*top_, first);
  ByteStream* const stripped = layer->strip();
  at_start_ = stripped != nullptr;
  is_compressed_ = is_compressed_ || at_start_;
  top_ = stripped != nullptr ? stripped : &layer->input;
}

void Decompressor::reset(ByteStream& file) {
  top_ = &file;
  used_layers_ = 0;
  is_compressed_ = false;
  add_layer({});
}

// The output of one layer shows whether there is another. Usually there is none, so the output is
// read straight to the caller's memory and goes through a layer's buffer only if compressed.
Result<std::size_t> Decompressor::read(char* to, std::size_t room) {
  while (at_start_) {
    std::size_t count = 0;
    while (count < std::min(room, kMagicBytes)) {
      auto more = top_->read(to + count, std::min(room, InputBuffer::kBytes) - count);
      if (!more && count == 0) return more;  // else the next call returns the fault again
      if (!more || *more == 0) break;
      count += *more;
    }
    const std::string_view first(to, count);
    const bool is_layer = begins_gzip(first) || begins_zstd(first) || room < kMagicBytes;
    if (!is_layer || used_layers_ == kMaxLayers) {
      at_start_ = false;
      return count;
    }
    add_layer(first);
  }
  return top_->read(to, room);
}

}  // namespace s3rare::input
