// Writes MaxMind DB files, just large enough for tests.
// Source: MaxMind DB File Format Specification 2.0.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "s3rare/network.h"

namespace s3rare::mmdb {

/// A value of the data section, encoded.
using Value = std::string;

Value text(std::string_view value);
Value number(std::uint32_t value);
Value degrees(double value);
Value array(const std::vector<Value>& values);
Value map(const std::vector<std::pair<std::string, Value>>& members);

/// A pointer to itself, and one to an offset outside the data.
Value pointer_to(std::uint32_t offset);

struct About {
  std::string type;
  std::uint64_t built = 0;  ///< seconds since 1970
  int record_bits = 24;     ///< 24, 28 or 32
  bool is_v6 = true;        ///< if so, IPv4 networks are below ::/96
};

class Writer {
 public:
  explicit Writer(About about) : about_(std::move(about)) {}

  /// Adds a network that neither lies in another one nor contains one.
  void add(std::string_view network, const Value& value);

  /// The same, with a tree record that points this far beyond the end of the data.
  void add_behind_the_end(std::string_view network, std::uint32_t by);

  std::string file() const;

 private:
  struct Node {
    std::array<std::int64_t, 2> children = {kEmpty, kEmpty};
  };
  static constexpr std::int64_t kEmpty = -1;

  void add_offset(std::string_view network, std::uint32_t offset);

  About about_;
  std::vector<Node> nodes_ = {Node{}};
  std::string data_;
};

}  // namespace s3rare::mmdb
