#include "input/decompress/input_buffer.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace s3rare::input {

void InputBuffer::reset(ByteStream& below, std::string_view taken) {
  below_ = &below;
  std::copy(taken.begin(), taken.end(), bytes_.begin());
  begin_ = 0;
  end_ = taken.size();
  fault_.reset();
}

std::string_view InputBuffer::peek(std::size_t count) {
  while (end_ - begin_ < count && !fault_) {
    auto read = below_->read(bytes_.data() + end_, bytes_.size() - end_);
    if (!read) {
      fault_ = std::move(read.error());
    } else if (*read == 0) {
      break;
    } else {
      end_ += *read;
    }
  }
  return {bytes_.data() + begin_, end_ - begin_};
}

Result<std::string_view> InputBuffer::next() {
  if (begin_ == end_) {
    if (fault_) return *fault_;
    begin_ = end_ = 0;
    auto read = below_->read(bytes_.data(), bytes_.size());
    if (!read) return read.error();
    end_ = *read;
  }
  const std::size_t begin = std::exchange(begin_, end_);
  return std::string_view(bytes_.data() + begin, end_ - begin);
}

Result<std::size_t> InputBuffer::read(char* to, std::size_t room) {
  if (begin_ == end_) {
    if (fault_) return *fault_;
    return below_->read(to, room);
  }
  const std::size_t count = std::min(room, end_ - begin_);
  std::memcpy(to, bytes_.data() + begin_, count);
  begin_ += count;
  return count;
}

}  // namespace s3rare::input
