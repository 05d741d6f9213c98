// Reads lists of known bad addresses and networks in the formats of their publishers:
//
// - one per line, with `#` or `;` before comments (FireHOL, Spamhaus DROP, abuse.ch);
// - CSV whose header names a column of addresses; the header may be a comment (abuse.ch);
// - NDJSON whose objects have such a member. Objects with "type":"metadata" are skipped;
// - AWS's ip-ranges.json, a document on one line or many: see lists/ip_ranges.h.
//
// The first line that is neither blank nor a comment decides the format. Everywhere an address may
// be followed by a port, as ThreatFox writes it: `192.0.2.1:443`, `[2001:db8::1]:443`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json/brackets.h"
#include "s3rare/error.h"
#include "s3rare/network.h"

namespace s3rare::lists {

/// Names of a column of addresses, in any case; if several are present, the first counts.
inline constexpr std::array<std::string_view, 11> kAddressColumns = {
    "ip",        "ip_address", "address",   "network", "cidr",     "prefix",
    "indicator", "src_ip",     "source_ip", "dst_ip",  "ioc_value"};

/// The column beside `ioc_value` that names its type: only rows of type `ip:port` hold an address.
/// Source: ThreatFox, "Export", CSV format.
inline constexpr std::string_view kTypeColumn = "ioc_type";
inline constexpr std::string_view kAddressType = "ip:port";

/// Receives the network that a line of the list names, or an error of kind `malformed`, without
/// path, that says what was expected. An error that it returns ends the reading.
using OnIndicator = std::function<Result<Done>(std::uint64_t line, Result<Network> network)>;

/// Reads the text of one indicator.
Result<Network> read_indicator(std::string_view text);

/// Reads the lines of one list, from the first to the last.
class IndicatorLines {
 public:
  explicit IndicatorLines(OnIndicator on_indicator) : on_indicator_(std::move(on_indicator)) {}

  /// @param number  of the line, counted from 1
  /// @param text    without the line's end
  /// @returns the error of the receiver
  Result<Done> read(std::uint64_t number, std::string_view text);

  /// Call it after the last line.
  Result<Done> finish();

  /// The rows that hold an indicator of another type, such as a domain or a URL.
  std::uint64_t of_other_types() const { return of_other_types_; }

 private:
  enum class Format { unknown, plain, csv, ndjson, document };

  // The columns of CSV that matter.
  struct Columns {
    std::size_t address = 0;
    std::optional<std::size_t> type;
  };
  static std::optional<Columns> columns_of(std::string_view header);

  Result<Done> read_first(std::string_view text);
  Result<Done> read_object(std::string_view text);
  Result<Done> read_row(std::string_view text);
  Result<Done> read_document(std::string_view text);
  Result<Done> give(Result<Network> network) { return on_indicator_(line_, std::move(network)); }

  OnIndicator on_indicator_;
  Format format_ = Format::unknown;
  std::optional<Columns> columns_;  // of CSV
  std::uint64_t line_ = 0;          // the number of the current line
  std::uint64_t of_other_types_ = 0;

  // A document that takes several lines.
  std::string document_;
  std::uint64_t document_begin_ = 0;  // the number of its first line
  json::BracketScan scan_;
};

}  // namespace s3rare::lists
