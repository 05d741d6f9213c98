#include "input/decompress.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace s3rare::input {
namespace {

constexpr std::size_t kMagicBytes = 4;

// What is read to look at a stream's beginning. As much as a window's chunk, so that a small file
// is read and inflated in one go.
constexpr std::size_t kFirstBytes = 256 * 1024;

// Looks at the first bytes of a stream without taking them away.
class PeekedStream : public ByteStream {
 public:
  void reset(ByteStream& below) {
    below_ = &below;
    begin_ = end_ = 0;
    fault_.reset();
  }

  // The first bytes, fewer than a magic number has only where the stream ends or breaks.
  std::string_view peek() {
    while (end_ < kMagicBytes && !fault_) {
      auto count = below_->read(first_.data() + end_, first_.size() - end_);
      if (!count) {
        fault_ = std::move(count.error());
      } else if (*count == 0) {
        break;
      } else {
        end_ += *count;
      }
    }
    return {first_.data(), std::min(end_, kMagicBytes)};
  }

  Result<std::size_t> read(char* to, std::size_t room) override {
    if (begin_ == end_) {
      if (fault_) return *fault_;
      return below_->read(to, room);
    }
    const std::size_t count = std::min(room, end_ - begin_);
    std::memcpy(to, first_.data() + begin_, count);
    begin_ += count;
    return count;
  }

 private:
  ByteStream* below_ = nullptr;
  std::array<char, kFirstBytes> first_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::optional<Error> fault_;
};

}  // namespace

bool begins_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

bool begins_zstd(std::string_view bytes) {
  if (bytes.starts_with("\x28\xb5\x2f\xfd")) return true;
  return bytes.size() >= 4 && (bytes[0] & '\xf0') == '\x50' && bytes.substr(1, 3) == "\x2a\x4d\x18";
}

struct Decompressor::Layer {
  PeekedStream peeked;
  std::unique_ptr<GzipStream> gzip;
  std::unique_ptr<ZstdStream> zstd;

  // The stream that takes this layer off, or null if the bytes are not compressed.
  ByteStream* strip() {
    const std::string_view first = peeked.peek();
    if (begins_gzip(first)) {
      if (!gzip) gzip = std::make_unique<GzipStream>();
      gzip->reset(peeked);
      return gzip.get();
    }
    if (begins_zstd(first)) {
      if (!zstd) zstd = std::make_unique<ZstdStream>();
      zstd->reset(peeked);
      return zstd.get();
    }
    return nullptr;
  }
};

Decompressor::Decompressor() = default;
Decompressor::~Decompressor() = default;

void Decompressor::reset(ByteStream& file) {
  top_ = &file;
  for (std::unique_ptr<Layer>& layer : layers_) {
    if (!layer) layer = std::make_unique<Layer>();
    layer->peeked.reset(*top_);
    ByteStream* stripped = layer->strip();
    top_ = stripped != nullptr ? stripped : &layer->peeked;
    if (stripped == nullptr) return;
  }
}

Result<std::size_t> Decompressor::read(char* to, std::size_t room) { return top_->read(to, room); }

}  // namespace s3rare::input
