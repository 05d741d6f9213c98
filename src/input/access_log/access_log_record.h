// Writes an entry of an S3 server access log as a CloudTrail record, for everything behind the
// reader: predicate, new terms, alerts, explain and investigate.
//
// The record has the names and places of a CloudTrail data event of S3. What the log does not say
// is missing. Its event ID is the request ID, which no record of CloudTrail has: by that the core
// recognises such records (see `s3rare/match_identity.h`).
//
// An operation of the log becomes the rule's action of the same request. Any other keeps its own
// name (`REST.HEAD.OBJECT`), as does an operation that S3 adds later.
//
// Sources: Amazon S3 user guide, "Amazon S3 server access log format" and "Amazon S3 CloudTrail
// events"; AWS CloudTrail user guide, "CloudTrail record contents".
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "input/access_log/access_log_entry.h"
#include "json/padded_text.h"

namespace s3rare::input {

/// @returns the `eventName` of an operation: one of the rule's actions, or the operation itself
std::string_view action_of_operation(std::string_view operation);

/// Whether the record of the entry may satisfy the rule's predicate. Never false for a match.
bool may_match(const AccessLogEntry& entry);

/// The time of an entry as RFC 3339, such as `2019-02-06T00:00:38Z`. Empty if the month has no such
/// name.
class EntryTime {
 public:
  explicit EntryTime(std::string_view logged);
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 40> text_{};
  std::size_t size_ = 0;
};

/// @param record  replaced by the record
void write_record(const AccessLogEntry& entry, json::PaddedText& record);

}  // namespace s3rare::input
