// Alerts read back: as `s3rare detect` prints them, and as `jq` passes them on, on one line or on
// many.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

#include "input/brackets.h"
#include "input/json.h"
#include "s3rare/error.h"
#include "s3rare/exceptions.h"

namespace s3rare::lists {

/// What exceptions can look at in an alert.
struct AlertTexts {
  std::array<std::string, kExceptionFields.size()> texts;  ///< by field; empty: the alert has none
  bool truncated = false;                                  ///< some may be cut

  const std::string& operator[](ExceptionField field) const {
    return texts[static_cast<std::size_t>(field)];
  }
};

/// Reads one alert after the other. In memory is one of them.
class AlertReader {
 public:
  /// @param name  of the file, for errors
  AlertReader(std::istream& file, std::string name);

  /// @returns the next alert, nothing at the end, or an error that names file and line
  Result<std::optional<AlertTexts>> next();

 private:
  bool fill();
  Error refuse(std::string_view what) const;
  Result<AlertTexts> read_alert();

  std::istream& file_;
  std::string name_;
  std::uint64_t line_ = 0;
  std::string text_;         // the line last read
  std::string_view rest_;    // of it
  std::string object_;       // an alert's text, so far as it was read
  std::uint64_t begin_ = 0;  // the line on which it begins
  input::BracketScan scan_;
  input::JsonReader alert_;
  input::JsonReader s3_;
  input::JsonReader cloudtrail_;
};

}  // namespace s3rare::lists
