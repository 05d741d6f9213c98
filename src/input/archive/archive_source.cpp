#include "input/archive/archive_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace s3rare::input {

ArchiveSource::ArchiveSource(ByteStream& bytes)
    : bytes_(bytes), buffer_(new char[2 * kBlockBytes]) {}

std::string_view ArchiveSource::next() {
  if (next_ == size_ && !fill()) return {};
  const std::size_t begin = std::exchange(next_, size_);
  return {buffer_.get() + begin, size_ - begin};
}

std::optional<std::uint64_t> ArchiveSource::seek(std::uint64_t from, std::string_view text) {
  for (;;) {
    const std::uint64_t first = end_ - size_;
    const auto start = static_cast<std::size_t>(std::max(from, first) - first);
    const std::string_view held(buffer_.get(), size_);
    const std::size_t found = start < size_ ? held.find(text, start) : std::string_view::npos;
    if (found != std::string_view::npos) {
      next_ = found;
      return first + found;
    }
    // The text may begin in this block and end in the next.
    const std::uint64_t searched = end_ - std::min(size_, text.size() - 1);
    from = std::max(from, searched);
    if (!fill()) return std::nullopt;
  }
}

void ArchiveSource::jump(std::uint64_t offset) {
  size_ = next_ = 0;
  end_ = offset;
  ended_ = false;
}

std::string_view ArchiveSource::held(std::uint64_t from) const {
  const std::uint64_t first = end_ - size_;
  if (from < first || from >= end_) return {};
  return std::string_view(buffer_.get(), size_).substr(static_cast<std::size_t>(from - first));
}

// Reads another block behind the last one, which stays.
bool ArchiveSource::fill() {
  const std::size_t kept = std::min(size_, kBlockBytes);
  std::memmove(buffer_.get(), buffer_.get() + (size_ - kept), kept);
  size_ = next_ = kept;
  if (fault_) return false;
  auto count = bytes_.read(buffer_.get() + kept, kBlockBytes);
  ended_ = !count || *count == 0;
  if (!count) {
    fault_ = std::move(count.error());
    return false;
  }
  size_ += *count;
  end_ += *count;
  return !ended_;
}

}  // namespace s3rare::input
