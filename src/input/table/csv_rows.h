// Rows of a table in text: RFC 4180, with any of four delimiters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "input/window.h"
#include "json/padded_text.h"

namespace s3rare::input {

/// Longest row. A record of the greatest size whose quotes are all doubled fits.
inline constexpr std::size_t kMaxRowBytes = std::size_t{8} * 1024 * 1024;

/// A row, or a fault in its place.
struct CsvRow {
  enum class Kind {
    row,
    malformed,  ///< one row is lost; `fault` says what was found and expected
    damage      ///< the stream breaks off, and the row with it
  };
  Kind kind = Kind::row;
  /// Of a row: without quotes, and with doubled quotes single. Valid until the next call of `next`.
  /// json::kPaddingBytes readable bytes follow each cell.
  std::span<const std::string_view> cells;
  std::string_view text;     ///< of a row: as read, without the line end; valid as long
  std::uint64_t offset = 0;  ///< of the row in the stream, or of the fault
  std::string_view fault;
};

/// Cuts a stream into rows. A cell in quotes may hold delimiters, line ends, and quotes that are
/// doubled. Lines end with LF or CRLF. Empty lines are skipped. A byte order mark is skipped.
///
/// Where tabs delimit, a quote is a character like others in a cell that does not begin with one.
///
/// A row that breaks these rules is malformed and never guessed: a quote inside a cell without
/// quotes, text behind a closing quote, a cell whose closing quote is missing. The next row is then
/// searched behind the next line end, so that a missing quote loses one row and not the file.
/// Memory: the window holds one row.
class CsvRows {
 public:
  explicit CsvRows(Window& window) : window_(window) {}

  /// Starts at the beginning of the stream that the window was reset to; its first bytes may be in
  /// the window already.
  void reset(char delimiter);

  /// @returns the next row or fault, or nothing at the end
  std::optional<CsvRow> next();

 private:
  // A cell in the window, by stream offsets.
  struct Cell {
    std::uint64_t begin;
    std::uint64_t end;
    bool has_quotes;  // doubled ones
  };

  bool has(std::uint64_t offset);
  bool skip_empty_lines();
  std::string_view take_cell();
  std::string_view take_quoted_cell();
  CsvRow whole_row();
  CsvRow lost(std::string_view fault);
  CsvRow broken_off();

  Window& window_;
  char delimiter_ = ',';
  std::uint64_t row_ = 0;       // start of the current row
  std::uint64_t at_ = 0;        // what is not read yet
  std::uint64_t searched_ = 0;  // bytes read again behind malformed rows
  bool finished_ = false;
  std::vector<Cell> places_;
  std::vector<std::string_view> cells_;
  std::vector<json::PaddedText> decoded_;  // cells with quotes; reused
};

}  // namespace s3rare::input
