#include "s3rare/detail.h"

#include <utility>

namespace s3rare {
namespace {

// A field is one byte of name, three bytes of length (little endian), then the value.
constexpr std::size_t kHeaderBytes = 4;
// A cut value shorter than this is useless and is omitted.
constexpr std::size_t kShortestCut = 64;

// The longest prefix of at most `limit` bytes that does not end inside a UTF-8 sequence.
std::string_view utf8_prefix(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<std::uint8_t>(text[limit]) & 0xc0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace

std::size_t DetailWriter::room() const {
  const std::size_t used = packed_.size() + 2 * kHeaderBytes;  // this field's and `truncated`'s
  return used < kMaxDetailBytes ? kMaxDetailBytes - used : 0;
}

void DetailWriter::put(DetailField field, std::string_view value) {
  packed_ += static_cast<char>(field);
  for (int shift = 0; shift < 24; shift += 8) {
    packed_ += static_cast<char>(value.size() >> shift & 0xff);
  }
  packed_ += value;
}

void DetailWriter::append(DetailField field, std::string_view value) {
  const std::string_view kept = utf8_prefix(value, room());
  if (kept.size() == value.size() && packed_.size() + 2 * kHeaderBytes <= kMaxDetailBytes) {
    return put(field, value);
  }
  truncated_ = true;
  if (kept.size() >= kShortestCut) put(field, kept);
}

bool DetailWriter::append_json(DetailField field, std::string_view json) {
  if (json.size() > room()) {
    truncated_ = true;
    return false;
  }
  put(field, json);
  return true;
}

void DetailWriter::append_original(std::string_view record) {
  const std::string_view kept = utf8_prefix(record, kMaxDetailBytes);
  truncated_ = truncated_ || kept.size() < record.size();
  put(DetailField::original, kept);
}

std::string DetailWriter::take() {
  if (truncated_) put(DetailField::truncated, {});
  truncated_ = false;
  std::string packed = std::exchange(packed_, {});
  packed.shrink_to_fit();
  return packed;
}

std::string_view DetailReader::take_value(std::string_view& rest) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    length |= static_cast<std::size_t>(static_cast<std::uint8_t>(rest[i + 1])) << (8 * i);
  }
  const std::string_view value = rest.substr(kHeaderBytes, length);
  rest.remove_prefix(kHeaderBytes + length);
  return value;
}

DetailReader::DetailReader(std::string_view packed) : packed_(packed) {
  for_each([this](DetailField field, std::string_view value) {
    std::string_view& first = first_[static_cast<std::size_t>(field)];
    if (first.data() == nullptr) first = value;
  });
}

}  // namespace s3rare
