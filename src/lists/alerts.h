// Reads alerts back, as `s3rare detect` prints them or as `jq` reformats them, on one line or on
// many.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "json/brackets.h"
#include "json/padded_text.h"
#include "json/reader.h"
#include "s3rare/error.h"
#include "s3rare/exceptions.h"

namespace s3rare::lists {

/// An alert as read. Texts are empty if absent from the alert.
struct ReadAlert {
  std::array<std::string, kExceptionFields.size()> texts;  ///< the fields that exceptions can test
  /// Whether a text was cut, or omitted, because the record is too long.
  std::array<bool, kExceptionFields.size()> cut{};
  bool may_be_cut = false;  ///< some texts were cut, but the alert does not say which
  std::string alert_id;
  std::string event_id;
  std::string time;  ///< @timestamp
  std::string rule_id;
  std::string rule_version;
  std::string region;
  std::string path;                        ///< of the file that contains its record
  std::optional<std::uint64_t> offset;     ///< in that file
  std::optional<std::uint64_t> bytes_out;  ///< sent to the requester

  const std::string& operator[](ExceptionField field) const {
    return texts[static_cast<std::size_t>(field)];
  }
  bool is_cut(ExceptionField field) const { return cut[static_cast<std::size_t>(field)]; }
};

/// Largest alert that is accepted; the limit bounds memory. An alert reports at most 16 KiB of a
/// record, twice, and with --original as much again; escaping may turn each byte into six.
inline constexpr std::size_t kMaxAlertBytes = 1024 * 1024;

/// Reads one alert after the other, and holds one in memory.
class AlertReader {
 public:
  /// Opens a file of alerts, or standard input if the name is `-`.
  static Result<AlertReader> open(const std::string& name);

  /// @param file  outlives the reader
  /// @param name  of the file, for errors
  AlertReader(std::istream& file, std::string name);

  /// @returns the next alert, nothing at the end, or an error that names file and line
  Result<std::optional<ReadAlert>> next();

  /// @returns the JSON text of the last alert
  std::string_view text() const { return object_; }

  /// @returns an error that names the file, and the line on which the last alert begins
  Error refuse(std::string_view what) const;

 private:
  bool fill();
  Result<ReadAlert> read_alert();

  std::unique_ptr<std::istream> own_;
  std::istream* file_;
  std::string name_;
  std::uint64_t line_ = 1;   // number of the line at the start of `rest_`
  std::string text_;         // the last line read, or a part of it
  std::string_view rest_;    // the unread part of `text_`
  json::PaddedText object_;  // the alert's text, as far as it has been read
  std::uint64_t begin_ = 0;  // the line on which it begins
  json::BracketScan scan_;
  json::JsonReader alert_;
  json::JsonReader s3_;
  json::JsonReader cloudtrail_;
  json::JsonReader exposure_;
  json::JsonReader log_file_;
};

}  // namespace s3rare::lists
