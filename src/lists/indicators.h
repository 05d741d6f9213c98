// Lists of indicators, looked up by address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/enrichment.h"
#include "s3rare/error.h"
#include "s3rare/network.h"

namespace s3rare::lists {

/// @returns the name of a list: its file name without folder and extension
std::string provider_of(std::string_view path);

/// What happens to a line that names no network.
enum class BadLines {
  refuse,  ///< the list cannot be used
  count    ///< it is left out
};

class Indicators {
 public:
  explicit Indicators(BadLines bad_lines = BadLines::refuse) : bad_lines_(bad_lines) {}

  /// Adds a list. A network that it names several times counts once, with its first line. Memory:
  /// about 120 bytes for each network.
  /// @returns an error that names file and line
  Result<Done> add(const std::string& path);

  /// Looks up an address, and counts the networks that contain it as hit.
  /// @returns the networks that contain the address: the narrowest first, then in the order in
  ///          which they were added
  Listings find(const Address& address);

  struct List {
    std::string path;  ///< in UTF-8; invalid bytes are replaced
    std::string provider;
    std::uint64_t networks = 0;        ///< each counted once
    std::uint64_t hit = 0;             ///< of them, by any address that was looked up
    std::uint64_t of_other_types = 0;  ///< lines with an indicator that is no address
    std::uint64_t bad_lines = 0;
    std::optional<Error> first_bad;  ///< names file and line
  };
  const std::vector<List>& lists() const { return lists_; }

 private:
  // A network of a list. It follows from the address that is looked up and the prefix length.
  struct Entry {
    std::uint32_t list;
    std::uint32_t line;
    std::uint8_t length;
    bool is_hit = false;
  };

  BadLines bad_lines_;
  NetworkTable table_;
  std::vector<Entry> entries_;
  std::vector<List> lists_;
};

}  // namespace s3rare::lists
