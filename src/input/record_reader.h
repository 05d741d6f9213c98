// Parses one CloudTrail record: the fields that the rule needs, then those that an alert reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/reader.h"
#include "s3rare/detail.h"
#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::input {

/// Further fields, for an investigation. Borrowed; empty if absent or of another type.
struct MoreFields {
  std::string_view region;        ///< awsRegion
  std::string_view identity_arn;  ///< userIdentity.arn
  std::string_view principal_id;  ///< userIdentity.principalId
  std::string_view access_key;    ///< userIdentity.accessKeyId
  std::string_view invoked_by;    ///< userIdentity.invokedBy
  std::string_view parameters;    ///< requestParameters: JSON of an object
  std::string_view bytes_out;     ///< see ByteCounts
  std::string_view bytes_in;
};

/// How many bytes a request moved, as JSON spells numbers: see `parse_byte_count`. Borrowed; empty
/// if absent or not a number.
struct ByteCounts {
  std::string_view out;  ///< additionalEventData.bytesTransferredOut
  std::string_view in;   ///< additionalEventData.bytesTransferredIn
};

/// @returns the value of a member as a field of a record
Field field_of(const json::JsonValue& value);

/// Which fields `RecordReader::read` reads.
enum class FieldsRead {
  deciding,  ///< those that the rule and the new-terms logic use
  more       ///< `MoreFields` as well, in the same pass
};

class RecordReader {
 public:
  explicit RecordReader(FieldsRead what = FieldsRead::deciding);

  /// Reads the fields that the rule and the new-terms logic use.
  /// @param record  an object, followed by json::kPaddingBytes readable bytes
  /// @returns the fields, valid until the next call of `read` and as long as the record; or
  ///          nothing if the record is not JSON
  std::optional<RecordFields> read(std::string_view record);

  /// The further fields of the last record, if the reader was asked for them; valid as long as the
  /// fields. All are empty if a value that the rule does not use is not JSON.
  const MoreFields& more() const { return more_; }

  /// The byte counts of the last record, valid as long as its fields. Both are empty if a value
  /// that the rule does not use is not JSON.
  const ByteCounts& byte_counts() const { return byte_counts_; }

  /// Whether the last record held invalid UTF-8.
  bool repaired() const { return repaired_; }

  /// Reads the fields that an alert reports of a match, packed as in `s3rare/detail.h`.
  /// @param fields    of the same record
  /// @param original  what to keep of the log itself; empty: nothing
  /// @param envelope  the object around the record, which may say where the record came from
  std::string read_detail(std::string_view record, const RecordFields& fields,
                          std::string_view original, std::string_view envelope = {});

 private:
  Field host_parameter_of(const json::JsonValue& value);
  void append_vpc_endpoint(DetailWriter& writer);
  void append_resources(DetailWriter& writer, std::string_view resources);

  bool reads_more_;
  bool repaired_ = false;
  MoreFields more_;
  ByteCounts byte_counts_;
  std::string host_parameter_;  // decoded, of an array
  json::JsonReader fields_;
  json::JsonReader fields_and_more_;
  json::JsonReader details_;
  json::JsonReader resource_;
};

}  // namespace s3rare::input
