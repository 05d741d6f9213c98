// What the envelopes of CloudTrail records are, and how to find the records in one.
//
// An object with `eventSource` and `eventName` is always a record, unless its `eventSource` begins
// with `aws:`: such objects are notifications of S3, SQS, Kinesis and other services. Nothing is
// searched inside of a record. In any other object records are searched in this order; the first
// place that holds any is used:
//   1. the elements of arrays under `Records`, `records`, `Events` and `logEvents`;
//   2. `detail` (EventBridge), `CloudTrailEvent` (lookup-events), `event.original` (Elastic, nested
//      or as one key) and `message` (CloudWatch Logs, Logstash): objects, or strings that hold
//      JSON;
//   3. the object itself, if it is a record in a foreign form (see `input/foreign/form.h`);
//   4. all its members: objects, arrays, and strings that hold JSON and mention records. A record
//      under several keys counts once: copies have the same ID, action, time and source.
// What is found there is searched in the same way, at most 8 levels deep. A row of CloudWatch Logs
// Insights (`[{"field":"@message","value":"{...}"}]`) is searched as the object that it means.
//
// A line of Elasticsearch's bulk format that says what to do with the next line
// (`{"index":{"_index":"logs"}}`) is recognised.
//
// Sources: AWS CloudTrail user guide, "CloudTrail record contents", "CloudTrail digest file
// structure", "CloudTrail Insights event elements"; CloudWatch Logs user guide, "Subscription
// filters", and API reference, "GetQueryResults"; EventBridge user guide, "AWS service events
// delivered via CloudTrail"; S3 user guide, "Event message structure"; Elasticsearch reference,
// "Bulk API" and "Retrieve selected fields".
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <span>
#include <string>
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

/// @returns whether a text may hold a record in any form: it has a word that every record has, or
/// an
///          escape that may hide it
bool may_hold_record(std::string_view text);

/// @returns whether the text of a string, with its quotes, begins like an object or array
bool begins_json(std::string_view string);

/// What an object is, or one of the objects that it contains.
struct Found {
  enum class Kind {
    record,        ///< a CloudTrail record, not parsed yet
    digest,        ///< a CloudTrail digest: lists log files, contains no record
    insight,       ///< a CloudTrail Insights record: describes rates, not a request
    notification,  ///< an S3 event notification
    access_log,    ///< an entry of an S3 server access log: a JSON object, or a line in a string
    bulk_action,   ///< a line of Elasticsearch's bulk format without a document
    unjudged,      ///< a record in a foreign form that does not tell who made the request
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
  /// The innermost object around a record, or the record itself, that has a member `log`: it may
  /// say which file the record came from. Empty if there is none.
  std::string_view origin = {};
};

class Unwrapper {
 public:
  /// @param object  a whole object, with the result of its scan
  /// @param offset  of the object in the stream
  /// @returns what the object is or contains; valid until the next call and as long as the object
  std::span<const Found> unwrap(const json::Child& object, std::uint64_t offset);

  /// The same for a string that begins like JSON.
  /// @param string  with its quotes
  std::span<const Found> unwrap_string(std::string_view string, std::uint64_t offset);

 private:
  struct Contents;
  enum class Scalars { count, ignore };

  void begin(std::string_view whole, std::uint64_t offset);
  void open(const json::Child& object, std::uint64_t offset, int level);
  void open_rows(const json::Child& columns, const json::Child& rows, std::uint64_t offset,
                 int level);
  void search(const json::Child& object, const Contents& contents, std::uint64_t offset, int level);
  bool open_form(const json::Child& object, std::uint64_t offset);
  bool search_members(const json::Child& object, bool has_source, std::uint64_t offset, int level);
  bool open_value(const json::Child& value, std::uint64_t offset, int level);
  void open_all(const json::Child& array, std::uint64_t offset, int level, Scalars scalars);
  bool open_row(const json::Child& array, std::uint64_t offset, int level);
  void open_text(std::string_view raw, std::uint64_t offset, int level);
  void add(Found::Kind kind, const json::Child& value, std::uint64_t offset,
           std::string_view fault = {});
  bool keep_recognised(std::size_t before);
  void drop_known(std::size_t before, std::size_t begin, std::set<std::string>& known);
  std::uint64_t offset_of(std::string_view inner, std::uint64_t outer_offset) const;

  std::vector<Found> found_;
  std::deque<json::PaddedText> decoded_;  // texts of escaped records, at stable addresses
  std::string_view whole_;                // the value that was cut from the stream
  std::string_view origin_;               // see `Found::origin`
  std::uint64_t whole_offset_ = 0;
};

}  // namespace s3rare::input
