#include "input/decompress/utf16_stream.h"

#include <algorithm>
#include <cstring>

namespace s3rare::input {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kLittleEndianMark = "\xff\xfe";
constexpr std::string_view kBigEndianMark = "\xfe\xff";
constexpr std::string_view kUtf32Mark = "\xff\xfe\0\0"sv;
constexpr std::uint32_t kReplacement = 0xfffd;
constexpr std::string_view kLoneSurrogate = "a surrogate without its pair";

constexpr bool is_high_surrogate(std::uint16_t unit) { return (unit & 0xfc00) == 0xd800; }
constexpr bool is_low_surrogate(std::uint16_t unit) { return (unit & 0xfc00) == 0xdc00; }

}  // namespace

bool begins_utf16(std::string_view bytes) {
  if (bytes.starts_with(kBigEndianMark)) return true;
  return bytes.starts_with(kLittleEndianMark) && !bytes.starts_with(kUtf32Mark);
}

void Utf16Stream::reset(InputBuffer& below) {
  below_ = &below;
  is_big_endian_ = below.peek(kBigEndianMark.size()).starts_with(kBigEndianMark);
  finished_ = false;
  offset_ = 0;
  half_.reset();
  high_.reset();
  text_.clear();
  returned_ = 0;
  fault_.reset();
}

Result<std::size_t> Utf16Stream::read(char* to, std::size_t room) {
  while (returned_ == text_.size() && !finished_) transcode_more();
  const std::size_t count = std::min(room, text_.size() - returned_);
  if (count == 0 && fault_) return *fault_;
  std::memcpy(to, text_.data() + returned_, count);
  returned_ += count;
  return count;
}

void Utf16Stream::transcode_more() {
  text_.clear();
  returned_ = 0;
  auto bytes = below_->next();
  if (!bytes || bytes->empty()) {
    finish();
    if (!bytes) fault_ = std::move(bytes.error());
  } else {
    take(*bytes);
  }
}

void Utf16Stream::take(std::string_view bytes) {
  const auto unit_of = [this](char first, char second) {
    if (!is_big_endian_) std::swap(first, second);
    return static_cast<std::uint16_t>(static_cast<unsigned char>(first) << 8 |
                                      static_cast<unsigned char>(second));
  };
  text_.reserve(bytes.size() / 2 * 3 + 4);
  std::size_t at = 0;
  if (half_) {
    take_unit(unit_of(*half_, bytes[at++]));
    half_.reset();
  }
  for (; at + 1 < bytes.size(); at += 2) take_unit(unit_of(bytes[at], bytes[at + 1]));
  if (at < bytes.size()) half_ = bytes[at];
}

void Utf16Stream::take_unit(std::uint16_t unit) {
  const std::uint64_t offset = offset_;
  offset_ += 2;
  if (unit < 0x80 && !high_) {
    text_ += static_cast<char>(unit);
    return;
  }
  if (offset == 0) return;  // the mark
  if (high_ && is_low_surrogate(unit)) {
    put(0x10000 + ((*high_ & 0x3ffU) << 10 | (unit & 0x3ffU)));
    high_.reset();
    return;
  }
  if (high_) {
    note_damage(offset - 2, kLoneSurrogate);
    put(kReplacement);
    high_.reset();
  }
  if (is_high_surrogate(unit)) {
    high_ = unit;
  } else if (is_low_surrogate(unit)) {
    note_damage(offset, kLoneSurrogate);
    put(kReplacement);
  } else {
    put(unit);
  }
}

void Utf16Stream::put(std::uint32_t code_point) {
  const auto continuation = [&](int shift) {
    return static_cast<char>(0x80 | (code_point >> shift & 0x3f));
  };
  if (code_point < 0x80) {
    text_ += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text_ += {static_cast<char>(0xc0 | code_point >> 6), continuation(0)};
  } else if (code_point < 0x10000) {
    text_ += {static_cast<char>(0xe0 | code_point >> 12), continuation(6), continuation(0)};
  } else {
    text_ += {static_cast<char>(0xf0 | code_point >> 18), continuation(12), continuation(6),
              continuation(0)};
  }
}

// Notes the first place that is no character.
void Utf16Stream::note_damage(std::uint64_t offset, std::string_view found) {
  if (fault_) return;
  fault_ = Error{ErrorKind::damaged,
                 {},
                 std::nullopt,
                 "found " + std::string(found) + " at byte " + std::to_string(offset) +
                     " of the UTF-16 text, expected a character"};
}

void Utf16Stream::finish() {
  finished_ = true;
  if (high_) note_damage(offset_ - 2, kLoneSurrogate);
  if (half_) note_damage(offset_, "half a code unit");
}

}  // namespace s3rare::input
