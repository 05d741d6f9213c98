// IP addresses and networks: read from text, and found again by an address.
//
// IPv4 and IPv6 are two spaces. An IPv4-mapped address, `::ffff:192.0.2.1`, is the IPv4 address
// that it holds, and a network inside of `::ffff:0:0/96` the IPv4 network; a wider IPv6 network,
// such as `::/0`, covers no IPv4 address.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/error.h"

namespace s3rare {

/// An address. Its bits, the first one highest, are those of `high` and then of `low`; IPv4 has
/// the upper 32 of `high`, and zeros behind them.
struct Address {
  bool is_v6 = false;
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  int bits() const { return is_v6 ? 128 : 32; }
  friend auto operator<=>(const Address&, const Address&) = default;
};

/// The addresses that share their first `length` bits with `first`, whose other bits are zero.
struct Network {
  Address first;
  int length = 0;

  bool contains(const Address& address) const;
  friend auto operator<=>(const Network&, const Network&) = default;
};

/// Reads `192.0.2.1` or `2001:db8::1`: nothing around it, no zone, no leading zeros in IPv4.
/// Source: RFC 4291 section 2.2, and RFC 6943 section 3.1.1 for IPv4 ("strict" form).
std::optional<Address> parse_address(std::string_view text);

/// @returns the network of that length, in bits, that an address is in
Network network_around(const Address& address, int length);

/// Reads an address, which is a network of one, or `192.0.2.0/24`.
/// @returns an error of kind `malformed`, without path. Bits behind the length are refused: of
///          `192.0.2.7/24` nobody knows whether the address or the network is meant
Result<Network> parse_network(std::string_view text);

/// @returns `192.0.2.1`, `2001:db8::1`
/// Source: RFC 5952 section 4.
std::string format_address(const Address& address);

/// @returns `192.0.2.0/24`; of a network of one address that address
std::string format_network(const Network& network);

/// Numbers by network, found by address: binary tries with compressed paths, one for IPv6, one for
/// wide IPv4 networks, and one for each value of the first 16 bits of others. A look-up takes at
/// most one step for each bit of the address, however many networks there are; among 100,000 IPv4
/// networks that are spread out it takes two or three. Each network takes at most two nodes of 40
/// bytes, and 8 bytes for each number; the first narrow one of IPv4 256 KiB.
class NetworkTable {
 public:
  /// Adds a number. A network may have several, and a number several networks.
  void add(const Network& network, std::uint32_t number);

  /// Adds a number, unless the network has one.
  /// @returns the first number of the network
  std::uint32_t find_or_add(const Network& network, std::uint32_t number);

  /// Calls `visit(std::uint32_t number)` for each number whose network contains the address: the
  /// narrowest network first, and for one network in the order in which they were added.
  /// `visit` returns whether to go on.
  template <class Visit>
  void for_each(const Address& address, Visit&& visit) const {
    Path path;
    for (std::size_t i = find_path(address, path); i-- > 0;) {
      for (std::uint32_t item = path[i]; item != kNone; item = items_[item].next) {
        if (!visit(items_[item].number)) return;
      }
    }
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static constexpr std::size_t kMostOnPath = 129;  // networks around an IPv6 address
  static constexpr int kSlotBits = 16;

  // A network that was added, or one in which two others part.
  struct Node {
    std::uint64_t high;
    std::uint64_t low;
    std::uint32_t length;
    std::array<std::uint32_t, 2> children;  // by the bit behind `length`
    std::uint32_t first_item;
    std::uint32_t last_item;
  };
  // A number, in the list of its node.
  struct Item {
    std::uint32_t number;
    std::uint32_t next;
  };

  std::uint32_t& root_of(const Network& network);
  std::uint32_t make_node(const Address& first, int length);
  std::uint32_t find_node(const Network& network);
  void append(Node& node, std::uint32_t number);

  // Finds the first items of the nodes around an address, the widest first; returns their number.
  using Path = std::array<std::uint32_t, kMostOnPath>;
  std::size_t find_path(const Address& address, Path& path) const;
  std::size_t walk(std::uint32_t root, const Address& address, Path& path, std::size_t count) const;

  std::uint32_t root_v6_ = kNone;
  std::uint32_t root_v4_ = kNone;     // of networks wider than a slot
  std::vector<std::uint32_t> slots_;  // roots of the others, by their first bits; or empty
  std::vector<Node> nodes_;
  std::vector<Item> items_;
};

}  // namespace s3rare
