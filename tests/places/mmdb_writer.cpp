#include "places/mmdb_writer.h"

#include <bit>

namespace s3rare::mmdb {
namespace {

enum Type {
  kPointer = 1,
  kText = 2,
  kDouble = 3,
  kUint16 = 5,
  kUint32 = 6,
  kMap = 7,
  kUint64 = 9,
  kArray = 11
};

// Marks a child that is an offset into the data.
constexpr std::int64_t kDataFlag = std::int64_t{1} << 32;

std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

std::string control(Type type, std::size_t size) {
  std::string more;
  std::size_t field = size;
  if (size >= 285) {
    field = 30;
    more = big_endian(size - 285, 2);
  } else if (size >= 29) {
    field = 29;
    more = big_endian(size - 29, 1);
  }
  if (type <= kMap) return std::string(1, static_cast<char>(type << 5 | field)) + more;
  return std::string(1, static_cast<char>(field)) + static_cast<char>(type - kMap) + more;
}

Value uint(Type type, std::uint64_t value) {
  const int bytes = static_cast<int>((std::bit_width(value) + 7) / 8);
  return control(type, static_cast<std::size_t>(bytes)) + big_endian(value, bytes);
}

}  // namespace

Value text(std::string_view value) { return control(kText, value.size()).append(value); }
Value number(std::uint32_t value) { return uint(kUint32, value); }
Value degrees(double value) {
  return control(kDouble, 8) + big_endian(std::bit_cast<std::uint64_t>(value), 8);
}

Value array(const std::vector<Value>& values) {
  Value whole = control(kArray, values.size());
  for (const Value& value : values) whole += value;
  return whole;
}

Value map(const std::vector<std::pair<std::string, Value>>& members) {
  Value whole = control(kMap, members.size());
  for (const auto& [name, value] : members) whole.append(text(name)).append(value);
  return whole;
}

Value pointer_to(std::uint32_t offset) {
  return std::string(1, static_cast<char>(kPointer << 5 | 3 << 3)) + big_endian(offset, 4);
}

void Writer::add(std::string_view network, const Value& value) {
  add_offset(network, static_cast<std::uint32_t>(data_.size()));
  data_ += value;
}

void Writer::add_behind_the_end(std::string_view network, std::uint32_t by) {
  constexpr std::uint32_t kMoreThanTheData = 1 << 20;
  add_offset(network, kMoreThanTheData + by);
}

void Writer::add_offset(std::string_view network, std::uint32_t offset) {
  const Network parsed = *parse_network(network);
  std::string bits;
  if (about_.is_v6 && !parsed.first.is_v6) bits.append(96, '0');
  for (int i = 0; i < parsed.length; ++i) {
    const std::uint64_t half = i < 64 ? parsed.first.high : parsed.first.low;
    bits += (half >> (63 - i % 64) & 1) != 0 ? '1' : '0';
  }
  std::size_t node = 0;
  for (std::size_t i = 0; i + 1 < bits.size(); ++i) {
    const std::size_t side = bits[i] == '1' ? 1 : 0;
    if (nodes_[node].children[side] == kEmpty) {
      nodes_[node].children[side] = static_cast<std::int64_t>(nodes_.size());
      nodes_.emplace_back();
    }
    node = static_cast<std::size_t>(nodes_[node].children[side]);
  }
  nodes_[node].children[bits.back() == '1' ? 1 : 0] = kDataFlag | offset;
}

std::string Writer::file() const {
  constexpr std::uint64_t kSeparator = 16;
  std::string tree;
  for (const Node& node : nodes_) {
    std::array<std::uint64_t, 2> records{};
    for (std::size_t side = 0; side < 2; ++side) {
      const std::int64_t child = node.children[side];
      records[side] = static_cast<std::uint64_t>(child);
      if (child == kEmpty) records[side] = nodes_.size();
      if (child >= kDataFlag) records[side] = nodes_.size() + kSeparator + (child - kDataFlag);
    }
    if (about_.record_bits == 28) {
      tree += big_endian(records[0] & 0xffffff, 3);
      tree += static_cast<char>(records[0] >> 24 << 4 | records[1] >> 24);
      tree += big_endian(records[1] & 0xffffff, 3);
    } else {
      for (const std::uint64_t record : records) tree += big_endian(record, about_.record_bits / 8);
    }
  }
  const Value metadata = map({
      {"binary_format_major_version", uint(kUint16, 2)},
      {"binary_format_minor_version", uint(kUint16, 0)},
      {"build_epoch", uint(kUint64, about_.built)},
      {"database_type", text(about_.type)},
      {"description", map({{"en", text("Made for the tests of s3rare")}})},
      {"ip_version", uint(kUint16, about_.is_v6 ? 6 : 4)},
      {"languages", array({text("en")})},
      {"node_count", number(static_cast<std::uint32_t>(nodes_.size()))},
      {"record_size", uint(kUint16, static_cast<std::uint64_t>(about_.record_bits))},
  });
  return tree + std::string(kSeparator, '\0') + data_ + "\xab\xcd\xefMaxMind.com" + metadata;
}

}  // namespace s3rare::mmdb
