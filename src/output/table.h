// Alerts for people, as an aligned table. It is rendered from the alerts' lines, so it agrees with
// them, whether the lines are new or come from a state.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/padded_text.h"
#include "json/reader.h"

namespace s3rare::output {

struct TableStyle {
  std::optional<std::size_t> columns;  ///< width of the terminal; absent: no value is shortened
  bool color = false;
};

/// Takes lines one by one and returns text. The first kLookAhead rows decide the widths of the
/// columns, so memory does not grow with the number of alerts. Every value is escaped by
/// `show_safely` and measured in terminal columns. On a terminal the widest columns are shortened
/// until a row fits; elsewhere a long value overflows its column.
class Table {
 public:
  static constexpr std::size_t kLookAhead = 1000;
  static constexpr std::size_t kLookAheadBytes = 1024 * 1024;  // stops the look-ahead early

  explicit Table(TableStyle style);

  /// @param line  an alert as `render_alert` writes it
  /// @returns the text that can be written so far
  std::string add(std::string_view line);

  /// @returns the rest; without any row nothing, not even a header
  std::string finish();

 private:
  enum Column : std::size_t {
    kTime,
    kSource,
    kPlace,  // omitted while no alert has one
    kAction,
    kAccount,  // omitted while all alerts are of one account
    kRegion,   // the same
    kObject,
    kSeverity,
    kLastSeen,
    kColumns
  };
  using Row = std::array<std::string, kColumns>;
  using Widths = std::array<std::size_t, kColumns>;

  Row read_row(std::string_view line);
  void show(Column column);
  void show_if_another(Column column, const std::string& value);
  std::string place_of(const json::JsonValue& geo, const json::JsonValue& network);
  std::string settle();
  Widths widths() const;
  std::string render(const Row& row, bool is_header) const;

  TableStyle style_;
  json::JsonReader alert_;
  json::JsonReader object_;
  json::JsonReader trail_;
  json::JsonReader geo_;
  json::JsonReader network_;
  json::PaddedText padded_;  // the line
  std::vector<Row> held_;    // rows waiting for the widths
  std::size_t held_bytes_ = 0;
  std::array<bool, kColumns> is_shown_;
  std::array<std::optional<std::string>, kColumns> first_values_;  // of what may be omitted
  bool has_priority_ = false;
  bool is_first_block_ = true;
  std::optional<Widths> widths_;
};

}  // namespace s3rare::output
