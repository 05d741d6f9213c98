// Parses one CloudTrail record: the fields that decide, then what an alert tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "input/json.h"
#include "s3rare/detail.h"
#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::input {

class RecordReader {
 public:
  RecordReader();

  /// Reads what the rule and the new-terms logic look at.
  /// @param record  an object, followed by kPaddingBytes that may be read
  /// @returns the fields, valid until the next call of `read` and as long as the record; or
  ///          nothing if the record is not JSON
  std::optional<RecordFields> read(std::string_view record);

  /// Whether the record last read held invalid UTF-8.
  bool repaired() const { return fields_.repaired(); }

  /// Reads what an alert tells of a match, packed as `s3rare/detail.h` has it.
  /// @param fields         of the same record
  /// @param with_original  whether to keep the record as read
  std::string read_detail(std::string_view record, const RecordFields& fields, bool with_original);

 private:
  void append_resources(DetailWriter& writer, std::string_view resources);

  JsonReader fields_;
  JsonReader details_;
  JsonReader resource_;
};

/// Finds the event time of a record that need not be parsed.
std::optional<EventTime> peek_event_time(std::string_view record);

}  // namespace s3rare::input
