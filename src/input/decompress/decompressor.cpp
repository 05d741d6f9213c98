#include "input/decompress/decompressor.h"

#include <algorithm>
#include <string_view>

#include "input/decompress/bzip2_stream.h"
#include "input/decompress/gzip_stream.h"
#include "input/decompress/utf16_stream.h"
#include "input/decompress/xz_stream.h"
#include "input/decompress/zstd_stream.h"

namespace s3rare::input {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMagicBytes = 10;

bool begins_layer(std::string_view bytes) {
  return begins_gzip(bytes) || begins_zstd(bytes) || begins_xz(bytes) || begins_bzip2(bytes) ||
         begins_utf16(bytes);
}

// Starts a stream of a layer, which is made when it is first needed.
template <class Stream>
ByteStream* started(std::unique_ptr<Stream>& stream, InputBuffer& input) {
  if (!stream) stream = std::make_unique<Stream>();
  stream->reset(input);
  return stream.get();
}

}  // namespace

bool begins_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

bool begins_zstd(std::string_view bytes) {
  if (bytes.starts_with("\x28\xb5\x2f\xfd")) return true;
  return bytes.size() >= 4 && (bytes[0] & '\xf0') == '\x50' && bytes.substr(1, 3) == "\x2a\x4d\x18";
}

bool begins_xz(std::string_view bytes) { return bytes.starts_with("\xfd\x37zXZ\0"sv); }

// The level, then the mark of a block or of the end.
bool begins_bzip2(std::string_view bytes) {
  constexpr std::size_t kMarkAt = 4;
  if (!bytes.starts_with("BZh") || bytes.size() <= kMarkAt) return false;
  const std::string_view mark = bytes.substr(kMarkAt);
  return mark.starts_with("1AY&SY") || mark.starts_with("\x17rE8P\x90");
}

struct Decompressor::Layer {
  InputBuffer input;
  std::unique_ptr<GzipStream> gzip;
  std::unique_ptr<ZstdStream> zstd;
  std::unique_ptr<XzStream> xz;
  std::unique_ptr<Bzip2Stream> bzip2;
  std::unique_ptr<Utf16Stream> utf16;

  // The stream that removes this layer, or null if there is none.
  ByteStream* strip(std::string_view first) {
    if (begins_gzip(first)) return started(gzip, input);
    if (begins_zstd(first)) return started(zstd, input);
    if (begins_xz(first)) return started(xz, input);
    if (begins_bzip2(first)) return started(bzip2, input);
    if (begins_utf16(first)) return started(utf16, input);
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
  const std::string_view magic = layer->input.peek(kMagicBytes);
  ByteStream* const stripped = layer->strip(magic);
  at_start_ = stripped != nullptr && !begins_utf16(magic);  // nothing is below text
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
    const bool is_layer = begins_layer(first) || room < kMagicBytes;
    if (!is_layer || used_layers_ == kMaxLayers) {
      at_start_ = false;
      return count;
    }
    add_layer(first);
  }
  return top_->read(to, room);
}

}  // namespace s3rare::input
