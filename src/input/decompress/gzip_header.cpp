#include "input/decompress/gzip_header.h"

namespace s3rare::input {
namespace {

constexpr std::uint8_t kFirstMagic = 0x1f;
constexpr std::uint8_t kSecondMagic = 0x8b;
constexpr std::uint8_t kDeflate = 8;
constexpr std::size_t kFixedBytes = 10;
constexpr std::size_t kFlagsAt = 3;

constexpr std::uint8_t kHasChecksum = 0x02;
constexpr std::uint8_t kHasExtra = 0x04;
constexpr std::uint8_t kHasName = 0x08;
constexpr std::uint8_t kHasComment = 0x10;
constexpr std::uint8_t kReserved = 0xe0;

// CRC-32 of one more byte, a bit at a time: headers are short.
std::uint32_t crc_with(std::uint32_t crc, std::uint8_t byte) {
  constexpr std::uint32_t kPolynomial = 0xedb88320;
  crc ^= byte;
  for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kPolynomial : 0);
  return crc;
}

}  // namespace

bool GzipHeader::has_checksum(std::string_view member) {
  return member.size() > kFlagsAt &&
         (static_cast<std::uint8_t>(member[kFlagsAt]) & kHasChecksum) != 0;
}

GzipHeader::Outcome GzipHeader::take(std::string_view& bytes) {
  Outcome outcome = Outcome::unfinished;
  while (!bytes.empty() && outcome == Outcome::unfinished) {
    outcome = take(static_cast<std::uint8_t>(bytes.front()));
    bytes.remove_prefix(1);
  }
  return outcome;
}

GzipHeader::Outcome GzipHeader::take(std::uint8_t byte) {
  if (part_ != Part::checksum) crc_ = crc_with(crc_, byte);
  ++taken_;
  switch (part_) {
    case Part::fixed:
      return take_fixed(byte);
    case Part::extra_length:
      length_ |= std::size_t{byte} << (8 * (taken_ - 1));
      if (taken_ == 2) next_part();
      break;
    case Part::extra:
      if (taken_ == length_) next_part();
      break;
    case Part::name:
    case Part::comment:
      if (byte == 0) next_part();
      break;
    case Part::checksum:
      expected_ |= std::uint32_t{byte} << (8 * (taken_ - 1));
      if (taken_ < 2) break;
      if (expected_ != (~crc_ & 0xffff)) return Outcome::wrong_checksum;
      next_part();
      break;
    case Part::end:
      break;
  }
  return part_ == Part::end ? Outcome::whole : Outcome::unfinished;
}

GzipHeader::Outcome GzipHeader::take_fixed(std::uint8_t byte) {
  const std::size_t place = taken_ - 1;
  if (place == 0 && byte != kFirstMagic) return Outcome::broken;
  if (place == 1 && byte != kSecondMagic) return Outcome::broken;
  if (place == 2 && byte != kDeflate) return Outcome::unknown_method;
  if (place == kFlagsAt) flags_ = byte;
  if ((flags_ & kReserved) != 0) return Outcome::broken;
  if (taken_ == kFixedBytes) next_part();
  return part_ == Part::end ? Outcome::whole : Outcome::unfinished;
}

// Moves to the next part that the flags announce and that is not empty.
void GzipHeader::next_part() {
  const auto has = [&](std::uint8_t flag) { return (flags_ & flag) != 0; };
  taken_ = 0;
  switch (part_) {
    case Part::fixed:
      part_ = Part::extra_length;
      if (has(kHasExtra)) return;
      [[fallthrough]];
    case Part::extra_length:
      part_ = Part::extra;
      if (length_ > 0) return;
      [[fallthrough]];
    case Part::extra:
      part_ = Part::name;
      if (has(kHasName)) return;
      [[fallthrough]];
    case Part::name:
      part_ = Part::comment;
      if (has(kHasComment)) return;
      [[fallthrough]];
    case Part::comment:
      part_ = Part::checksum;
      if (has(kHasChecksum)) return;
      [[fallthrough]];
    case Part::checksum:
    case Part::end:
      part_ = Part::end;
  }
}

}  // namespace s3rare::input
