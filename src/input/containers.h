// What the containers of CloudTrail records are, and how to find the records in one. A new kind of
// container is added here and nowhere else.
//
// An object with `eventSource` and `eventName` is always a record, unless its `eventSource` begins
// with `aws:`: such objects are notifications of S3, SQS, Kinesis and other services. Any other
// object is searched for records in this order:
//   1. the elements of arrays under `Records`, `Events` and `logEvents`;
//   2. the object under `detail` (EventBridge);
//   3. escaped text under `CloudTrailEvent` (lookup-events), `event.original` (Elastic, nested or
//      as one key) or `message` (CloudWatch Logs, Logstash).
// The first of these that exists is used; its contents are searched in the same way.
//
// A line of Elasticsearch's bulk format that says what to do with the next line
// (`{"index":{"_index":"logs"}}`) is recognised.
//
// Sources: AWS CloudTrail user guide, "CloudTrail record contents", "CloudTrail digest file
// structure", "CloudTrail Insights event elements"; CloudWatch Logs user guide, "Subscription
// filters"; EventBridge user guide, "AWS service events delivered via CloudTrail"; S3 user guide,
// "Event message structure"; Elasticsearch reference, "Bulk API".
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "input/foreign/form.h"
#include "json/padded_text.h"
#include "json/text.h"

namespace s3rare::input {

/// Start of a delivery file, as AWS writes it.
inline constexpr std::string_view kDocumentStart = R"({"Records":[)";

/// Start of a record, as AWS writes it.
inline constexpr std::string_view kRecordStart = R"({"event)";

/// @returns whether an array under this key, decoded, holds records, whatever its size
bool holds_records(std::string_view key);

/// What an object is, or one of the objects that it contains.
struct Found {
  enum class Kind {
    record,        ///< a CloudTrail record, not parsed yet
    digest,        ///< a CloudTrail digest: lists log files, contains no record
    insight,       ///< a CloudTrail Insights record: describes rates, not a request
    notification,  ///< an S3 event notification
    access_log,    ///< an entry of an S3 server access log: a JSON object, or a line in a string
    bulk_action,   ///< a line of Elasticsearch's bulk format without a document
    unrecognised,  ///< an object that is none of these and contains none
    unreadable,    ///< an object whose keys cannot be read: hardly JSON
    malformed      ///< a record that is nested too deep
  };
  Kind kind = Kind::record;
  std::string_view text;     ///< of a record: followed by json::kPaddingBytes readable bytes;
                             ///< of anything else: JSON, or the inside of a string
  std::uint64_t offset = 0;  ///< in the stream: of the object, or of the string that holds it
  bool is_plain = false;     ///< of a record: it cannot match, see Scanned
  /// Of a record: the text between the quotes of its `eventTime`, not decoded. Empty if that is
  /// absent or no string. Of a record that repeats the key, which CloudTrail never does, the first.
  std::string_view event_time;
  std::string_view fault;      ///< if unreadable or malformed: what was found, what was expected
  bool has_identity = false;   ///< of a record: known to have an object `userIdentity`
  const Form* form = nullptr;  ///< of a record in a foreign form, in which `text` is as it was read
};

class Unwrapper {
 public:
  /// @param object  a whole object, with the result of its scan
  /// @param offset  of the object in the stream
  /// @returns what the object is or contains; valid until the next call and as long as the object
  std::span<const Found> unwrap(const json::Child& object, std::uint64_t offset);

 private:
  void open(const json::Child& object, std::uint64_t offset, int level);
  void open_all(const json::Child& array, std::uint64_t offset, int level);
  void open_rows(const json::Child& columns, const json::Child& rows, std::uint64_t offset,
                 int level);
  void open_text(std::string_view raw, std::uint64_t offset, int level);
  std::uint64_t offset_of(std::string_view inner, std::uint64_t outer_offset) const;

  std::vector<Found> found_;
  std::deque<json::PaddedText> decoded_;  // texts of escaped records, at stable addresses
  std::string_view whole_;                // the object that was cut from the stream
  std::uint64_t whole_offset_ = 0;
};

}  // namespace s3rare::input
