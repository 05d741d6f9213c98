#include "lists/indicator_lines.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "json/text.h"
#include "lists/ip_ranges.h"
#include "lists/list_file.h"
#include "s3rare/lower_case.h"

namespace s3rare::lists {
namespace {

constexpr std::string_view kSpace = " \t";
constexpr std::string_view kComment = "#;";
constexpr std::string_view kGzipMagic = "\x1f\x8b";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

std::string_view without_comment(std::string_view text) {
  return trim(text.substr(0, text.find_first_of(kComment)));
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

// The address before a port, in brackets if it is IPv6; nothing without a port.
std::optional<Address> address_before_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view port = text.substr(colon + 1);
  constexpr std::size_t kMostDigits = 5;
  const bool is_port = !port.empty() && port.size() <= kMostDigits &&
                       port.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_port) return std::nullopt;
  std::string_view address = text.substr(0, colon);
  const bool in_brackets = address.starts_with('[') && address.ends_with(']');
  if (in_brackets) address = address.substr(1, address.size() - 2);
  if (in_brackets != (address.find(':') != std::string_view::npos)) return std::nullopt;
  return parse_address(address);
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

// Whether a cell can be the name of a column. No address is one, nor is what a comment follows.
bool is_column_name(std::string_view cell) {
  constexpr std::string_view kOfNames =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. ()/";
  if (cell.empty()) return true;
  const bool begins_as_name = (cell.front() >= 'a' && cell.front() <= 'z') ||
                              (cell.front() >= 'A' && cell.front() <= 'Z') || cell.front() == '_';
  return begins_as_name && cell.find_first_not_of(kOfNames) == std::string_view::npos;
}

std::optional<std::size_t> column_named(const std::vector<std::string>& cells,
                                        std::string_view name) {
  const auto cell = std::find_if(cells.begin(), cells.end(), [&](const std::string& candidate) {
    return lower_case(trim(candidate)) == name;
  });
  if (cell == cells.end()) return std::nullopt;
  return static_cast<std::size_t>(cell - cells.begin());
}

}  // namespace

Result<Network> read_indicator(std::string_view text) {
  constexpr std::size_t kLongestIndicator = 54;  // IPv6 with an IPv4 address in it, [], and a port
  if (text.size() > kLongestIndicator) {
    return malformed("found " + quote(text) + ", expected an address or network");
  }
  auto network = parse_network(text);
  if (network) return network;
  const auto address = address_before_port(text);
  return address ? Result(network_around(*address, address->bits())) : network;
}

std::optional<IndicatorLines::Columns> IndicatorLines::columns_of(std::string_view header) {
  const auto cells = cells_of(header);
  if (!cells || !std::all_of(cells->begin(), cells->end(), is_column_name)) return std::nullopt;
  for (const std::string_view name : kAddressColumns) {
    if (const auto address = column_named(*cells, name)) {
      const bool has_types = name == kAddressColumns.back();
      return Columns{*address, has_types ? column_named(*cells, kTypeColumn) : std::nullopt};
    }
  }
  return std::nullopt;
}

Result<Done> IndicatorLines::read(std::uint64_t number, std::string_view text) {
  line_ = number;
  if (!document_.empty()) return read_document(text);
  text = trim(text);
  if (text.empty()) return Done();
  if (kComment.find(text.front()) != std::string_view::npos) {
    // Only a list of names is a header: a sentence may contain the word address.
    const std::string_view comment = trim(text.substr(1));
    if (format_ == Format::unknown && comment.find(',') != std::string_view::npos) {
      if (const auto columns = columns_of(comment)) columns_ = columns;
    }
    return Done();
  }
  switch (format_) {
    case Format::unknown:
      return read_first(text);
    case Format::plain:
      return give(read_indicator(without_comment(text)));
    case Format::csv:
      return read_row(text);
    case Format::ndjson:
      return read_object(text);
    case Format::document:
      break;
  }
  return give(malformed("found " + quote(text) + " behind the JSON document, expected its end"));
}

Result<Done> IndicatorLines::read_first(std::string_view text) {
  if (text.front() == '{') {
    if (is_ip_ranges(text)) {
      format_ = Format::document;
      return read_ip_ranges(text, line_, on_indicator_);
    }
    scan_.start();
    if (scan_.scan(text) == json::BracketScan::Outcome::more) {
      document_.assign(text).append("\n");
      document_begin_ = line_;
      return Done();
    }
    format_ = Format::ndjson;
    return read_object(text);
  }
  // An address with a comment behind it comes first: the comment may look like names of columns.
  auto network = read_indicator(without_comment(text));
  if (network) {
    format_ = Format::plain;
    return give(std::move(network));
  }
  if (const auto columns = columns_of(text)) {
    format_ = Format::csv;
    columns_ = columns;
    return Done();
  }
  if (columns_ && text.find(',') != std::string_view::npos) {
    format_ = Format::csv;
    return read_row(text);
  }
  if (text.starts_with(kGzipMagic)) {
    return give(malformed("found a compressed file, expected its text, as gzip -dc prints it"));
  }
  return give(malformed(
      std::string("found ")
          .append(quote(text))
          .append(", expected an address or network, a JSON object, or the header of a CSV file "
                  "with one of: ")
          .append(column_names())));
}

Result<Done> IndicatorLines::read_object(std::string_view text) {
  if (text.front() != '{' || !json::is_json(text)) {
    return give(malformed("found no JSON object, expected one on each line, as on earlier lines"));
  }
  std::array<std::optional<std::string>, kAddressColumns.size()> values;
  std::string name;
  std::string value;
  bool is_metadata = false;
  bool is_of_other_type = false;
  json::Children members(text);
  while (const auto member = members.next()) {
    if (!member->is_string()) continue;
    json::decode_string(member->key, name);
    json::decode_string(member->raw_string(), value);
    if (name == "type") is_metadata = value == "metadata";
    if (name == kTypeColumn) is_of_other_type = value != kAddressType;
    const auto* const column =
        std::find(kAddressColumns.begin(), kAddressColumns.end(), lower_case(name));
    if (column != kAddressColumns.end()) {
      values[static_cast<std::size_t>(column - kAddressColumns.begin())] = value;
    }
  }
  const auto* const address = std::find_if(
      values.begin(), values.end(), [](const auto& candidate) { return candidate.has_value(); });
  if (address == values.end()) {
    if (is_metadata) return Done();
    return give(malformed("found no address, expected a string under one of: " + column_names()));
  }
  if (is_of_other_type && address == values.end() - 1) {
    ++of_other_types_;
    return Done();
  }
  return give(read_indicator(trim(**address)));
}

Result<Done> IndicatorLines::read_row(std::string_view text) {
  const auto cells = cells_of(text);
  if (!cells) return give(malformed("found a misplaced quote, expected a CSV row"));
  const std::size_t last = std::max(columns_->address, columns_->type.value_or(0));
  if (cells->size() <= last) {
    return give(malformed(std::string("found ")
                              .append(std::to_string(cells->size()))
                              .append(" columns, expected at least ")
                              .append(std::to_string(last + 1))));
  }
  if (columns_->type && trim((*cells)[*columns_->type]) != kAddressType) {
    ++of_other_types_;
    return Done();
  }
  return give(read_indicator(trim((*cells)[columns_->address])));
}

// Collects a document until its last bracket.
Result<Done> IndicatorLines::read_document(std::string_view text) {
  if (document_.size() + text.size() >= kMaxDocumentBytes) {
    document_.clear();
    format_ = Format::document;
    line_ = document_begin_;
    return give(malformed("found a JSON document of more than 16 MiB, expected a smaller one"));
  }
  const std::size_t before = document_.size();
  document_.append(text).append("\n");
  const auto outcome = scan_.scan(std::string_view(document_).substr(before));
  if (outcome == json::BracketScan::Outcome::more) return Done();
  format_ = Format::document;
  line_ = document_begin_;
  const std::string document = std::exchange(document_, {});
  if (is_ip_ranges(document)) return read_ip_ranges(document, document_begin_, on_indicator_);
  return give(malformed(
      "found a JSON document of several lines, expected AWS's ip-ranges.json or an object "
      "on each line, as jq -c prints it"));
}

Result<Done> IndicatorLines::finish() {
  if (document_.empty()) return Done();
  document_.clear();
  line_ = document_begin_;
  return give(
      malformed("found the end of the file within a JSON object, expected an object on each "
                "line or AWS's ip-ranges.json"));
}

}  // namespace s3rare::lists
