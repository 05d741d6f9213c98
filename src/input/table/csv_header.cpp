#include "input/table/csv_header.h"

#include <algorithm>

#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

constexpr std::string_view kHeaderMark = "\xef\xbb\xbf";  // the byte order mark
constexpr std::string_view kDelimiters = ",;\t|";

std::string trimmed_name(std::string_view name) {
  const std::size_t begin = name.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(name.substr(begin, name.find_last_not_of(" \t") + 1 - begin));
}

}  // namespace

std::optional<CsvHeader> CsvHeader::of(std::string_view first) {
  if (first.starts_with(kHeaderMark)) first.remove_prefix(kHeaderMark.size());
  std::string_view line = first.substr(0, first.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  const bool is_json = line.starts_with('[') || line.find('{') != std::string_view::npos;
  if (line.empty() || is_json) return std::nullopt;

  CsvHeader header;
  bool knows_delimiter = false;
  std::string name;
  bool in_quotes = false;
  bool had_quotes = false;  // in this cell
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_quotes) {
      if (c != '"') {
        name += c;
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        name += line[++i];
      } else {
        in_quotes = false;
      }
    } else if (c == '"' && name.empty() && !had_quotes) {
      in_quotes = had_quotes = true;
    } else if (knows_delimiter ? c == header.delimiter_
                               : kDelimiters.find(c) != std::string_view::npos) {
      header.delimiter_ = c;
      knows_delimiter = true;
      header.names_.push_back(trimmed_name(name));
      name.clear();
      had_quotes = false;
    } else if (had_quotes || c == '"') {
      return std::nullopt;
    } else {
      name += c;
    }
  }
  if (in_quotes) return std::nullopt;
  header.names_.push_back(trimmed_name(name));
  for (const std::string& each : header.names_) header.folded_.push_back(lower_case(each));
  return header;
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const {
  const auto found = std::find(folded_.begin(), folded_.end(), lower_case(name));
  if (found == folded_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - folded_.begin());
}

}  // namespace s3rare::input
