#include "lists/indicator_lines.h"

#include <algorithm>
#include <vector>

#include "json/text.h"
#include "s3rare/lower_case.h"

namespace s3rare::lists {
namespace {

using Read = Result<std::optional<Network>>;

constexpr std::string_view kSpace = " \t";
constexpr std::string_view kComment = "#;";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

// The start of a line, as an error shows it.
std::string quote(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::string quoted("'");
  quoted += text.substr(0, kShown);
  return quoted += text.size() > kShown ? "...'" : "'";
}

std::string column_names() {
  std::string names;
  for (const std::string_view name : kAddressColumns) {
    names += names.empty() ? "" : ", ";
    names += name;
  }
  return names;
}

Read network_of(std::string_view text) {
  constexpr std::size_t kLongestNetwork = 49;  // an IPv6 one with an IPv4 address in it, and /128
  if (text.size() > kLongestNetwork) {
    return malformed("found " + quote(text) + ", expected an address or network");
  }
  auto network = parse_network(text);
  if (!network) return std::move(network.error());
  return std::optional(*network);
}

// Splits a row of CSV into cells; nothing if a quote is out of place.
// Source: RFC 4180, without line ends in quotes.
std::optional<std::vector<std::string>> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  for (;;) {
    std::string cell;
    row.remove_prefix(std::min(row.find_first_not_of(kSpace), row.size()));
    if (row.starts_with('"')) {
      for (row.remove_prefix(1);; row.remove_prefix(2)) {
        const std::size_t end = row.find('"');
        if (end == std::string_view::npos) return std::nullopt;
        cell += row.substr(0, end);
        row.remove_prefix(end);
        if (!row.starts_with("\"\"")) break;
        cell += '"';
      }
      row.remove_prefix(1);
      row.remove_prefix(std::min(row.find_first_not_of(kSpace), row.size()));
      if (!row.empty() && row.front() != ',') return std::nullopt;
    } else {
      const std::size_t end = std::min(row.find(','), row.size());
      cell = trim(row.substr(0, end));
      row.remove_prefix(end);
    }
    cells.push_back(std::move(cell));
    if (row.empty()) return cells;
    row.remove_prefix(1);
  }
}

// The number of the column of addresses, if the line is a header with such a column.
std::optional<std::size_t> address_column(std::string_view header) {
  const auto cells = cells_of(header);
  if (!cells) return std::nullopt;
  for (const std::string_view name : kAddressColumns) {
    const auto cell = std::find_if(cells->begin(), cells->end(), [&](const std::string& candidate) {
      return lower_case(trim(candidate)) == name;
    });
    if (cell != cells->end()) return cell - cells->begin();
  }
  return std::nullopt;
}

Read read_object(std::string_view text) {
  if (text.front() != '{' || !json::is_json(text)) {
    return malformed("found no JSON object, expected one on each line, as on earlier lines");
  }
  std::array<std::optional<std::string>, kAddressColumns.size()> values;
  bool is_metadata = false;
  std::string name;
  std::string value;
  json::Children members(text);
  while (const auto member = members.next()) {
    if (!member->is_string()) continue;
    json::decode_string(member->key, name);
    json::decode_string(member->raw_string(), value);
    if (name == "type") is_metadata = value == "metadata";
    const auto* const column =
        std::find(kAddressColumns.begin(), kAddressColumns.end(), lower_case(name));
    if (column != kAddressColumns.end()) {
      values[static_cast<std::size_t>(column - kAddressColumns.begin())] = value;
    }
  }
  const auto* const address = std::find_if(
      values.begin(), values.end(), [](const auto& candidate) { return candidate.has_value(); });
  if (address != values.end()) return network_of(trim(**address));
  if (is_metadata) return std::optional<Network>();
  return malformed("found no address, expected a string under one of: " + column_names());
}

}  // namespace

Read IndicatorLines::read(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::optional<Network>();
  if (kComment.find(text.front()) != std::string_view::npos) {
    // Only a list of names is a header: a sentence may contain the word address.
    const std::string_view comment = trim(text.substr(1));
    if (format_ == Format::unknown && comment.find(',') != std::string_view::npos) {
      if (const auto column = address_column(comment)) column_ = column;
    }
    return std::optional<Network>();
  }
  switch (format_) {
    case Format::unknown:
      return read_first(text);
    case Format::plain:
      return network_of(trim(text.substr(0, text.find_first_of(kComment))));
    case Format::csv:
      return read_row(text);
    case Format::ndjson:
      break;
  }
  return read_object(text);
}

Read IndicatorLines::read_first(std::string_view text) {
  if (text.front() == '{') {
    format_ = Format::ndjson;
    return read_object(text);
  }
  if (const auto column = address_column(text)) {
    format_ = Format::csv;
    column_ = column;
    return std::optional<Network>();
  }
  Read network = network_of(trim(text.substr(0, text.find_first_of(kComment))));
  if (network) {
    format_ = Format::plain;
    return network;
  }
  if (column_) {
    format_ = Format::csv;
    return read_row(text);
  }
  return malformed(
      std::string("found ")
          .append(quote(text))
          .append(", expected an address or network, a JSON object, or the header of a "
                  "CSV file with one of: ")
          .append(column_names()));
}

Read IndicatorLines::read_row(std::string_view text) const {
  const auto cells = cells_of(text);
  if (!cells) return malformed("found a misplaced quote, expected a CSV row");
  if (cells->size() <= *column_) {
    return malformed(std::string("found ")
                         .append(std::to_string(cells->size()))
                         .append(" columns, expected the address in column ")
                         .append(std::to_string(*column_ + 1)));
  }
  return network_of(trim((*cells)[*column_]));
}

}  // namespace s3rare::lists
