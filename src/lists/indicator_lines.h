// Reads lists of known bad addresses and networks in the formats of their publishers:
//
// - one per line, with `#` or `;` before comments (FireHOL, Spamhaus DROP, abuse.ch);
// - CSV whose header names a column of addresses; the header may be a comment;
// - NDJSON whose objects have such a member. Objects with "type":"metadata" are skipped.
//
// The first line that is neither blank nor a comment decides the format.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/error.h"
#include "s3rare/network.h"

namespace s3rare::lists {

/// Names of a column of addresses, in any case; if several are present, the first counts.
inline constexpr std::array<std::string_view, 10> kAddressColumns = {
    "ip",     "ip_address", "address", "network",   "cidr",
    "prefix", "indicator",  "src_ip",  "source_ip", "dst_ip"};

/// Reads the lines of one list, from the first to the last.
class IndicatorLines {
 public:
  /// @param text  without the line's end
  /// @returns the network on the line; nothing if it is blank, a comment or a header; or an error
  ///          of kind `malformed`, without path, that says what was expected
  Result<std::optional<Network>> read(std::string_view text);

 private:
  enum class Format { unknown, plain, csv, ndjson };

  Result<std::optional<Network>> read_first(std::string_view text);
  Result<std::optional<Network>> read_row(std::string_view text) const;

  Format format_ = Format::unknown;
  std::optional<std::size_t> column_;  // of addresses in CSV
};

}  // namespace s3rare::lists
