// Parses one CloudTrail record: the fields that decide, then what an alert tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/reader.h"
#include "s3rare/detail.h"
#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::input {

/// What else an investigation looks at. Borrowed; empty where it is absent or of another type.
struct MoreFields {
  std::string_view region;        ///< awsRegion
  std::string_view identity_arn;  ///< userIdentity.arn
  std::string_view principal_id;  ///< userIdentity.principalId
  std::string_view access_key;    ///< userIdentity.accessKeyId
  std::string_view invoked_by;    ///< userIdentity.invokedBy
  std::string_view parameters;    ///< requestParameters: JSON of an object
  std::string_view bytes_out;     ///< additionalEventData.bytesTransferredOut: a number
  std::string_view bytes_in;      ///< additionalEventData.bytesTransferredIn
};

class RecordReader {
 public:
  RecordReader();

  /// From now on `read` also reads what an investigation looks at, in the same pass.
  void read_more() { reads_more_ = true; }

  /// Reads what the rule and the new-terms logic look at.
  /// @param record  an object, followed by json::kPaddingBytes that may be read
  /// @returns the fields, valid until the next call of `read` and as long as the record; or
  ///          nothing if the record is not JSON
  std::optional<RecordFields> read(std::string_view record);

  /// Of the record last read, if it was told to, and valid as long as the fields. All empty if a
  /// value that the rule does not look at is no JSON.
  const MoreFields& more() const { return more_; }

  /// Whether the record last read held invalid UTF-8.
  bool repaired() const { return repaired_; }

  /// Reads what an alert tells of a match, packed as `s3rare/detail.h` has it.
  /// @param fields         of the same record
  /// @param with_original  whether to keep the record as read
  std::string read_detail(std::string_view record, const RecordFields& fields, bool with_original);

 private:
  void append_resources(DetailWriter& writer, std::string_view resources);

  bool reads_more_ = false;
  bool repaired_ = false;
  MoreFields more_;
  json::JsonReader fields_;
  json::JsonReader fields_and_more_;
  json::JsonReader details_;
  json::JsonReader resource_;
};

/// Finds the event time of a record that need not be parsed.
std::optional<EventTime> peek_event_time(std::string_view record);

}  // namespace s3rare::input
