#include "input/window.h"
#include "json/padding.h"

#include <cstring>

namespace s3rare::input {
namespace {

// Fits the second-level cache of current processors and is larger than nearly every delivery file.
constexpr std::size_t kChunkBytes = 256 * 1024;

}  // namespace

Window::Window()
    : bytes_(new char[2 * kChunkBytes + json::kPaddingBytes]), capacity_(2 * kChunkBytes) {}

void Window::reset(ByteStream& stream) {
  stream_ = &stream;
  begin_ = end_ = 0;
  fault_.reset();
}

bool Window::fill(std::uint64_t keep_from) {
  if (fault_) return false;
  const auto kept = static_cast<std::size_t>(end_ - keep_from);
  const auto held = static_cast<std::size_t>(end_ - begin_);
  // Moving a few bytes to the front keeps the buffer in the cache; moving many costs more.
  if (kept <= kChunkBytes / 4 || capacity_ - held < kChunkBytes) {
    const char* from = bytes_.get() + (held - kept);
    if (capacity_ - kept >= kChunkBytes) {
      std::memmove(bytes_.get(), from, kept);
    } else {
      capacity_ *= 2;
      std::unique_ptr<char[]> larger(new char[capacity_ + json::kPaddingBytes]);
      std::memcpy(larger.get(), from, kept);
      bytes_ = std::move(larger);
    }
    begin_ = keep_from;
  }
  auto count = stream_->read(bytes_.get() + (end_ - begin_), kChunkBytes);
  if (!count) {
    fault_ = std::move(count.error());
    fault_->offset = end_;
    return false;
  }
  end_ += *count;
  return *count > 0;
}

}  // namespace s3rare::input
