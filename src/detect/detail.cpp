#include "s3rare/detail.h"

#include <utility>

namespace s3rare {
namespace {

// A field is one byte of name, three bytes of length (little endian), then the value.
constexpr std::size_t kHeaderBytes = 4;
// The value of `truncated`: a bit for each field that was cut, little endian.
constexpr std::size_t kCutBytes = 8;
// Always left free, for the field `truncated`.
constexpr std::size_t kMarkBytes = kHeaderBytes + kCutBytes;
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
  const std::size_t used = packed_.size() + kHeaderBytes + kMarkBytes;
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
  if (kept.size() == value.size() &&
      packed_.size() + kHeaderBytes + kMarkBytes <= kMaxDetailBytes) {
    return put(field, value);
  }
  mark_cut(field);
  if (kept.size() >= kShortestCut) put(field, kept);
}

void DetailWriter::mark_cut(DetailField field) {
  truncated_ = true;
  cut_ |= std::uint64_t{1} << static_cast<std::size_t>(field);
}

bool DetailWriter::append_json(DetailField field, std::string_view json) {
  if (json.size() > room()) {
    mark_cut(field);
    return false;
  }
  put(field, json);
  return true;
}

void DetailWriter::append_original(std::string_view record) {
  const std::string_view kept = utf8_prefix(record, kMaxDetailBytes);
  if (kept.size() < record.size()) mark_cut(DetailField::original);
  put(DetailField::original, kept);
}

std::string DetailWriter::take() {
  if (truncated_) {
    std::string cut;
    for (std::size_t i = 0; i < kCutBytes; ++i) cut += static_cast<char>(cut_ >> (8 * i) & 0xff);
    put(DetailField::truncated, cut);
  }
  truncated_ = false;
  cut_ = 0;
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
  const std::string_view cut = find(DetailField::truncated);
  for (std::size_t i = 0; i < cut.size(); ++i) {
    cut_ |= std::uint64_t{static_cast<std::uint8_t>(cut[i])} << (8 * i);
  }
}

}  // namespace s3rare
