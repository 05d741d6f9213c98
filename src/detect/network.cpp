#include "s3rare/network.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace s3rare {
namespace {

constexpr int kWordBits = 64;
constexpr int kMappedLength = 96;  // of ::ffff:0:0/96
constexpr std::uint64_t kMapped = 0xffff;

// The first `length` bits of a word.
std::uint64_t first_bits(std::uint64_t word, int length) {
  if (length <= 0) return 0;
  return length >= kWordBits ? word : word >> (kWordBits - length) << (kWordBits - length);
}

int bit_at(std::uint64_t high, std::uint64_t low, int position) {
  return position < kWordBits ? static_cast<int>(high >> (kWordBits - 1 - position) & 1)
                              : static_cast<int>(low >> (2 * kWordBits - 1 - position) & 1);
}

// Number of leading bits that two addresses share.
int common_bits(std::uint64_t high, std::uint64_t low, std::uint64_t other_high,
                std::uint64_t other_low) {
  const int in_high = std::countl_zero(high ^ other_high);
  return in_high < kWordBits ? in_high : kWordBits + std::countl_zero(low ^ other_low);
}

// A decimal number without leading zeros.
std::optional<std::uint32_t> take_decimal(std::string_view& text, std::uint32_t limit) {
  std::uint32_t value = 0;
  std::size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9') {
    if (length > 0 && text.front() == '0') return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(text[length] - '0');
    if (value > limit) return std::nullopt;
    ++length;
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

std::optional<std::uint32_t> parse_v4(std::string_view text) {
  constexpr std::uint32_t kLargestByte = 255;
  std::uint32_t address = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0) {
      if (!text.starts_with('.')) return std::nullopt;
      text.remove_prefix(1);
    }
    const auto byte = take_decimal(text, kLargestByte);
    if (!byte) return std::nullopt;
    address = address << 8 | *byte;
  }
  return text.empty() ? std::optional(address) : std::nullopt;
}

// Up to four hexadecimal digits.
std::optional<std::uint32_t> take_group(std::string_view& text) {
  constexpr std::size_t kMostDigits = 4;
  std::uint32_t value = 0;
  std::size_t length = 0;
  for (; length < std::min(text.size(), kMostDigits + 1); ++length) {
    const char c = text[length];
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value << 4 | static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value << 4 | static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      break;
    }
  }
  if (length == 0 || length > kMostDigits) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

// The groups of an IPv6 address as written, and the position of `::` among them.
struct Groups {
  std::array<std::uint32_t, 8> values{};
  std::size_t count = 0;
  std::optional<std::size_t> gap;

  bool add(std::uint32_t value) {
    if (count == values.size()) return false;
    values[count++] = value;
    return true;
  }
};

bool read_groups(std::string_view text, Groups& groups) {
  if (text.starts_with(':') && !text.starts_with("::")) return false;
  while (!text.empty()) {
    if (text.starts_with("::")) {
      if (groups.gap) return false;
      groups.gap = groups.count;
      text.remove_prefix(2);
      if (text.empty()) return true;
    } else if (text.starts_with(':')) {
      text.remove_prefix(1);
    }
    if (const auto v4 = parse_v4(text)) return groups.add(*v4 >> 16) && groups.add(*v4 & 0xffff);
    const auto group = take_group(text);
    if (!group || !groups.add(*group)) return false;
    if (!text.empty() && text.front() != ':') return false;
  }
  return true;
}

// An IPv6 address as written, with or without an embedded IPv4 address.
std::optional<Address> parse_v6(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Groups groups;
  if (!read_groups(text, groups)) return std::nullopt;
  const std::size_t all = groups.values.size();
  if (groups.gap ? groups.count == all : groups.count != all) return std::nullopt;
  if (groups.gap) {
    auto* const behind = groups.values.begin() + *groups.gap;
    std::rotate(behind, groups.values.begin() + groups.count, groups.values.end());
  }
  Address address{true, 0, 0};
  for (std::size_t i = 0; i < all; ++i) {
    std::uint64_t& word = i < all / 2 ? address.high : address.low;
    word = word << 16 | groups.values[i];
  }
  return address;
}

// An address as written. An IPv4-mapped address is still IPv6 here.
std::optional<Address> parse_written(std::string_view text) {
  if (const auto v4 = parse_v4(text)) return Address{false, std::uint64_t{*v4} << 32, 0};
  return parse_v6(text);
}

// Converts an IPv4-mapped network to IPv4.
Network unmapped(const Network& network) {
  const Address& first = network.first;
  const bool is_mapped = first.is_v6 && network.length >= kMappedLength && first.high == 0 &&
                         first.low >> 32 == kMapped;
  return is_mapped ? Network{{false, first.low << 32, 0}, network.length - kMappedLength} : network;
}

std::string hexadecimal(std::uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  do {
    text.insert(text.begin(), kDigits[value & 0xf]);
    value >>= 4;
  } while (value != 0);
  return text;
}

std::string format_v6(const Address& address) {
  constexpr std::size_t kGroups = 8;
  const auto group = [&](std::size_t i) {
    return (i < kGroups / 2 ? address.high : address.low) >> (16 * (kGroups / 2 - 1 - i % 4)) &
           0xffff;
  };
  // The first of the longest runs of at least two zero groups.
  std::size_t gap = kGroups;
  std::size_t gap_length = 1;
  for (std::size_t begin = 0; begin < kGroups; ++begin) {
    std::size_t end = begin;
    while (end < kGroups && group(end) == 0) ++end;
    if (end - begin > gap_length) {
      gap = begin;
      gap_length = end - begin;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == gap) {
      text += "::";
      i += gap_length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += hexadecimal(group(i));
  }
  return text;
}

}  // namespace

bool Network::contains(const Address& address) const {
  return network_around(address, length) == *this;
}

Network network_around(const Address& address, int length) {
  return {{address.is_v6, first_bits(address.high, length),
           first_bits(address.low, length - kWordBits)},
          length};
}

std::optional<Address> parse_address(std::string_view text) {
  const auto address = parse_written(text);
  if (!address) return std::nullopt;
  return unmapped({*address, address->bits()}).first;
}

std::optional<Address> parse_source_address(std::string_view text) {
  const std::size_t zone = text.find('%');
  if (zone == std::string_view::npos) return parse_address(text);
  if (zone + 1 == text.size()) return std::nullopt;
  const auto address = parse_address(text.substr(0, zone));
  return address && address->is_v6 ? address : std::nullopt;
}

Result<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_written(text.substr(0, slash));
  if (!address) {
    return malformed(std::string("found '").append(text).append(
        "', expected an address or a network, such as 192.0.2.0/24 or 2001:db8::/32"));
  }
  if (slash == std::string_view::npos) return unmapped({*address, address->bits()});
  std::string_view digits = text.substr(slash + 1);
  const auto length = take_decimal(digits, static_cast<std::uint32_t>(address->bits()));
  if (!length || !digits.empty()) {
    return malformed(std::string("found '")
                         .append(text)
                         .append("', expected a length from 0 to ")
                         .append(std::to_string(address->bits()))
                         .append(" after the slash"));
  }
  const int bits = static_cast<int>(*length);
  const Network network = network_around(*address, bits);
  if (network.first != *address) {
    return malformed(std::string("found '")
                         .append(text)
                         .append("', with host bits set, expected the network ")
                         .append(format_network(network))
                         .append(" or the address ")
                         .append(format_address(*address)));
  }
  return unmapped(network);
}

std::string format_address(const Address& address) {
  if (address.is_v6) return format_v6(address);
  std::string text;
  for (int shift = 56; shift >= 32; shift -= 8) {
    if (!text.empty()) text += '.';
    text += std::to_string(address.high >> shift & 0xff);
  }
  return text;
}

std::string format_network(const Network& network) {
  std::string text = format_address(network.first);
  if (network.length == network.first.bits()) return text;
  return text.append("/").append(std::to_string(network.length));
}

std::uint32_t NetworkTable::make_node(const Address& first, int length) {
  nodes_.push_back(
      {first.high, first.low, static_cast<std::uint32_t>(length), {kNone, kNone}, kNone, kNone});
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

// The root of the trie for a network.
std::uint32_t& NetworkTable::root_of(const Network& network) {
  if (network.first.is_v6) return root_v6_;
  if (network.length < kSlotBits) return root_v4_;
  if (slots_.empty()) slots_.assign(std::size_t{1} << kSlotBits, kNone);
  return slots_[network.first.high >> (kWordBits - kSlotBits)];
}

// Finds a network's node, or creates it.
std::uint32_t NetworkTable::find_node(const Network& network) {
  const Address& first = network.first;
  // Creating a node may move the others, so a link is a position in the parent, not a pointer.
  std::uint32_t& root = root_of(network);
  std::uint32_t parent = kNone;
  std::size_t side = 0;
  const auto link = [&]() -> std::uint32_t& {
    return parent == kNone ? root : nodes_[parent].children[side];
  };
  for (;;) {
    const std::uint32_t found = link();
    if (found == kNone) {
      const std::uint32_t made = make_node(first, network.length);
      return link() = made;
    }
    const Node& node = nodes_[found];
    const int node_length = static_cast<int>(node.length);
    const int common = std::min(
        {common_bits(first.high, first.low, node.high, node.low), node_length, network.length});
    if (common == node_length) {
      if (node_length == network.length) return found;
      parent = found;
      side = static_cast<std::size_t>(bit_at(first.high, first.low, node_length));
      continue;
    }
    // They differ within this node's bits: the network, or a new node, becomes the parent.
    const auto old_side = static_cast<std::size_t>(bit_at(node.high, node.low, common));
    const std::uint32_t above = make_node(network_around(first, common).first, common);
    nodes_[above].children[old_side] = found;
    link() = above;
    if (common == network.length) return above;
    parent = above;
    side = static_cast<std::size_t>(bit_at(first.high, first.low, common));
  }
}

void NetworkTable::append(Node& node, std::uint32_t number) {
  const auto item = static_cast<std::uint32_t>(items_.size());
  items_.push_back({number, kNone});
  (node.first_item == kNone ? node.first_item : items_[node.last_item].next) = item;
  node.last_item = item;
}

void NetworkTable::add(const Network& network, std::uint32_t number) {
  append(nodes_[find_node(network)], number);
}

bool NetworkTable::add_once(const Network& network, std::uint32_t number, std::uint32_t since) {
  Node& node = nodes_[find_node(network)];
  if (node.last_item != kNone && items_[node.last_item].number >= since) return false;
  append(node, number);
  return true;
}

std::uint32_t NetworkTable::find_or_add(const Network& network, std::uint32_t number) {
  Node& node = nodes_[find_node(network)];
  if (node.first_item == kNone) append(node, number);
  return items_[node.first_item].number;
}

std::size_t NetworkTable::find_path(const Address& address, Path& path) const {
  if (address.is_v6) return walk(root_v6_, address, path, 0);
  const std::size_t count = walk(root_v4_, address, path, 0);
  if (slots_.empty()) return count;
  return walk(slots_[address.high >> (kWordBits - kSlotBits)], address, path, count);
}

// Walks down a trie and adds the first item of each node that contains an address to the path.
std::size_t NetworkTable::walk(std::uint32_t root, const Address& address, Path& path,
                               std::size_t count) const {
  std::uint32_t next = root;
  while (next != kNone) {
    const Node& node = nodes_[next];
    const int length = static_cast<int>(node.length);
    if (common_bits(address.high, address.low, node.high, node.low) < length) break;
    if (node.first_item != kNone) path[count++] = node.first_item;
    if (length == address.bits()) break;
    next = node.children[static_cast<std::size_t>(bit_at(address.high, address.low, length))];
  }
  return count;
}

}  // namespace s3rare
