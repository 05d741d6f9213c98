#include "input/table/csv_rows.h"

#include <algorithm>

namespace s3rare::input {
namespace {

constexpr std::string_view kTableMark = "\xef\xbb\xbf";

constexpr std::string_view kNoClosingQuote =
    "found the end of the file inside a quoted cell, expected its closing quote";
constexpr std::string_view kTooLong = "found a row of more than 8 MiB, expected a closing quote";
constexpr std::string_view kStrayQuote =
    "found a quote inside a cell, expected it doubled and the cell in quotes";
constexpr std::string_view kBehindQuote =
    "found text behind a closing quote, expected a delimiter or the end of the line";

}  // namespace

void CsvRows::reset(char delimiter) {
  delimiter_ = delimiter;
  row_ = at_ = searched_ = 0;
  finished_ = false;
  if (has(kTableMark.size() - 1) && window_.view(0, kTableMark.size()) == kTableMark) {
    at_ = kTableMark.size();
  }
}

// Whether the byte at an offset exists; the row stays in memory.
bool CsvRows::has(std::uint64_t offset) {
  while (offset >= window_.end()) {
    if (!window_.fill(row_)) return false;
  }
  return true;
}

std::optional<CsvRow> CsvRows::next() {
  if (finished_ || !skip_empty_lines()) {
    if (finished_ || !window_.fault()) return std::nullopt;
    return broken_off();
  }
  row_ = at_;
  places_.clear();
  for (;;) {
    const std::string_view fault = take_cell();
    if (!fault.empty()) return window_.fault() ? broken_off() : lost(fault);
    if (!has(at_)) {
      if (window_.fault()) return broken_off();
      return whole_row();
    }
    if (window_.at(at_) == '\n') return whole_row();
    ++at_;  // the delimiter
  }
}

bool CsvRows::skip_empty_lines() {
  for (;; ++at_) {
    row_ = at_;
    if (!has(at_)) return false;
    if (window_.at(at_) == '\n') continue;
    const bool is_empty = window_.at(at_) == '\r' && has(at_ + 1) && window_.at(at_ + 1) == '\n';
    if (!is_empty) return true;
  }
}

// Moves behind a cell, to a delimiter, a line feed or the end. Returns a fault, or nothing.
std::string_view CsvRows::take_cell() {
  if (has(at_) && window_.at(at_) == '"') return take_quoted_cell();
  const std::uint64_t begin = at_;
  for (; has(at_); ++at_) {
    const char c = window_.at(at_);
    if (c == delimiter_ || c == '\n') break;
    if (c == '"' && delimiter_ != '\t') return kStrayQuote;
    if (at_ - row_ > kMaxRowBytes) return kTooLong;
  }
  const bool ends_line = !has(at_) || window_.at(at_) == '\n';
  const bool has_return = ends_line && at_ > begin && window_.at(at_ - 1) == '\r';
  places_.push_back({begin, at_ - (has_return ? 1 : 0), false});
  return {};
}

std::string_view CsvRows::take_quoted_cell() {
  const std::uint64_t begin = ++at_;
  bool has_quotes = false;
  for (;;) {
    if (!has(at_)) return kNoClosingQuote;
    const std::size_t quote = window_.view(at_, window_.end()).find('"');
    at_ = quote == std::string_view::npos ? window_.end() : at_ + quote;
    if (at_ - row_ > kMaxRowBytes) return kTooLong;
    if (quote == std::string_view::npos) continue;
    ++at_;
    if (!has(at_) || window_.at(at_) != '"') break;
    has_quotes = true;
    ++at_;
  }
  places_.push_back({begin, at_ - 1, has_quotes});
  if (has(at_) && window_.at(at_) == '\r' && (!has(at_ + 1) || window_.at(at_ + 1) == '\n')) ++at_;
  const bool ends = !has(at_) || window_.at(at_) == delimiter_ || window_.at(at_) == '\n';
  return ends ? std::string_view() : kBehindQuote;
}

CsvRow CsvRows::whole_row() {
  cells_.clear();
  if (decoded_.size() < places_.size()) decoded_.resize(places_.size());
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const std::string_view as_read = window_.view(places_[i].begin, places_[i].end);
    if (!places_[i].has_quotes) {
      cells_.push_back(as_read);
      continue;
    }
    json::PaddedText& text = decoded_[i];
    text.clear();
    text.reserve(as_read.size());
    for (std::size_t from = 0; from < as_read.size();) {
      const std::size_t quote = std::min(as_read.find('"', from), as_read.size() - 1);
      text.append(as_read.substr(from, quote + 1 - from));
      from = quote + 2;  // of two quotes the second is left out
    }
    cells_.push_back(text);
  }
  std::string_view text = window_.view(row_, at_);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (at_ < window_.end()) ++at_;  // the line feed
  return {CsvRow::Kind::row, cells_, text, row_, {}};
}

CsvRow CsvRows::lost(std::string_view fault) {
  const CsvRow row{CsvRow::Kind::malformed, {}, {}, row_, fault};
  // Bytes that are read again are bounded by the bytes of the stream, so that no input costs more
  // than twice its size.
  const std::uint64_t again = at_ - row_;
  if (searched_ + again <= row_ + 2 * kMaxRowBytes) {
    searched_ += again;
    at_ = row_;
  }
  while (has(at_) && window_.at(at_) != '\n') row_ = at_++;
  return row;
}

CsvRow CsvRows::broken_off() {
  finished_ = true;
  return {CsvRow::Kind::damage, {}, {}, window_.end(), window_.fault()->what};
}

}  // namespace s3rare::input
