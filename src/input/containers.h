// Finds the CloudTrail records in an object that was cut from a stream.
//
// An object with `eventSource` and `eventName` is a record before it is anything else. Any other
// object is looked at for what holds records, in this order: elements of arrays under `Records`,
// `Events` and `logEvents`; an object under `detail` (EventBridge); and as escaped text
// `CloudTrailEvent` (lookup-events), `event.original` (Elastic, nested or as one key), `message`
// (CloudWatch Logs, Logstash). The first that is there is taken; what it holds is looked at in the
// same way.
//
// Sources: AWS CloudTrail user guide, "CloudTrail record contents", "CloudTrail digest file
// structure", "CloudTrail Insights event elements"; CloudWatch Logs user guide, "Subscription
// filters"; EventBridge user guide, "AWS service events delivered via CloudTrail".
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/text.h"

namespace s3rare::input {

/// Something found in an object.
struct Found {
  enum class Kind {
    record,        ///< a CloudTrail record, not parsed yet
    digest,        ///< a CloudTrail digest: names log files, holds no record
    insight,       ///< a CloudTrail Insights record: tells of rates, not of a request
    unrecognised,  ///< an object that neither is nor holds any of these
    unreadable,    ///< an object of which not even the keys can be read: hardly JSON
    malformed      ///< a record that is nested too deep
  };
  Kind kind = Kind::record;
  std::string_view text;     ///< of a record: followed by json::kPaddingBytes that may be read
  std::uint64_t offset = 0;  ///< in the stream: of the object, or of the string that holds it
  bool is_plain = false;     ///< of a record: it cannot match, see Scanned
  std::string_view
      event_time;          ///< of a record with its keys in AWS's order: its eventTime, if plain
  std::string_view fault;  ///< of the last two: what was found and what was expected
};

class Unwrapper {
 public:
  /// @param object  a whole object, with what its scan told
  /// @param offset  where it stands in the stream
  /// @returns what it is or holds, valid until the next call and as long as the object is
  std::span<const Found> unwrap(const json::Child& object, std::uint64_t offset);

 private:
  void open(const json::Child& object, std::uint64_t offset, int level);
  void open_all(const json::Child& array, std::uint64_t offset, int level);
  void open_text(std::string_view raw, std::uint64_t offset, int level);
  std::uint64_t offset_of(std::string_view inner, std::uint64_t outer_offset) const;

  std::vector<Found> found_;
  std::deque<std::string> decoded_;  // texts of escaped records: stable addresses
  std::string_view whole_;           // the object that was cut from the stream
  std::uint64_t whole_offset_ = 0;
};

}  // namespace s3rare::input
