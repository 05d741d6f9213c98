// IP addresses and networks: parsing, formatting, and look-up of networks by address.
//
// IPv4 and IPv6 are separate spaces. An IPv4-mapped address such as `::ffff:192.0.2.1` is treated
// as IPv4, and so is a network within `::ffff:0:0/96`. A wider IPv6 network, such as `::/0`,
// contains no IPv4 address.
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

/// An address. Its bits are those of `high`, then of `low`, most significant first. IPv4 uses the
/// upper 32 bits of `high`; the rest are zero.
struct Address {
  bool is_v6 = false;
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  int bits() const { return is_v6 ? 128 : 32; }
  // NOLINTNEXTLINE(readability-implicit-bool-conversion): clang-tidy 14 sees one where none is
  friend auto operator<=>(const Address&, const Address&) = default;
};

/// The addresses that share their first `length` bits with `first`. The other bits of `first` are
/// zero.
struct Network {
  Address first;
  int length = 0;

  bool contains(const Address& address) const;
  friend auto operator<=>(const Network&, const Network&) = default;
};

/// Reads `192.0.2.1` or `2001:db8::1`. Rejects surrounding text, zones, and leading zeros in IPv4.
/// Source: RFC 4291 section 2.2, and RFC 6943 section 3.1.1 for IPv4 ("strict" form).
std::optional<Address> parse_address(std::string_view text);

/// Reads the address of a source: like `parse_address`, but ignores the zone of an IPv6 address, as
/// in `fe80::1%eth0`, which names an interface of one machine.
/// Source: RFC 4007 section 11.
std::optional<Address> parse_source_address(std::string_view text);

/// @param length  in bits
/// @returns the network of that length that contains an address
Network network_around(const Address& address, int length);

/// Reads a network such as `192.0.2.0/24`, or an address as a network of one.
/// @returns an error of kind `malformed`, without a path. Bits after the prefix must be zero:
///          `192.0.2.7/24` may mean the address or the network
Result<Network> parse_network(std::string_view text);

/// @returns `192.0.2.1`, `2001:db8::1`
/// Source: RFC 5952 section 4.
std::string format_address(const Address& address);

/// @returns `192.0.2.0/24`, or the address for a network of one
std::string format_network(const Network& network);

/// Maps networks to numbers and finds the numbers for an address. Uses binary tries with compressed
/// paths: one for IPv6, one for wide IPv4 networks, and one per value of the first 16 bits for the
/// other IPv4 networks. A look-up takes at most one step per bit of the address, for any number of
/// networks; two or three steps among 100,000 scattered IPv4 networks. Each network takes at most
/// two nodes of 40 bytes, plus 8 bytes per number; the first narrow IPv4 network also takes 256
/// KiB.
class NetworkTable {
 public:
  /// Adds a number to a network. A network may have several numbers, and a number several networks.
  void add(const Network& network, std::uint32_t number);

  /// Adds a number unless the network already has one of at least `since`. Numbers must ascend.
  /// @returns whether the number was added
  bool add_once(const Network& network, std::uint32_t number, std::uint32_t since);

  /// Adds a number unless the network already has one.
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
  static constexpr std::size_t kMostOnPath = 129;  // networks that can contain an IPv6 address
  static constexpr int kSlotBits = 16;

  // An added network, or a branch point of two networks.
  struct Node {
    std::uint64_t high;
    std::uint64_t low;
    std::uint32_t length;
    std::array<std::uint32_t, 2> children;  // by the bit after `length`
    std::uint32_t first_item;
    std::uint32_t last_item;
  };
  // A number in its node's linked list.
  struct Item {
    std::uint32_t number;
    std::uint32_t next;
  };

  std::uint32_t& root_of(const Network& network);
  std::uint32_t make_node(const Address& first, int length);
  std::uint32_t find_node(const Network& network);
  void append(Node& node, std::uint32_t number);

  // Finds the first item of each node that contains an address, widest first; returns their count.
  using Path = std::array<std::uint32_t, kMostOnPath>;
  std::size_t find_path(const Address& address, Path& path) const;
  std::size_t walk(std::uint32_t root, const Address& address, Path& path, std::size_t count) const;

  std::uint32_t root_v6_ = kNone;
  std::uint32_t root_v4_ = kNone;     // networks wider than a slot
  std::vector<std::uint32_t> slots_;  // roots of narrower IPv4 networks, by first bits; or empty
  std::vector<Node> nodes_;
  std::vector<Item> items_;
};

}  // namespace s3rare
