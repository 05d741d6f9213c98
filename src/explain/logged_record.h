// A CloudTrail record, match or not, with the fields that an explanation of the logs reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::explain {

/// Borrowed: valid only during the call that takes it.
struct LoggedRecord {
  const RecordFields& fields;
  std::optional<EventTime> time;   ///< absent if it cannot be read
  std::string_view account;        ///< recipientAccountId; empty if missing
  std::string_view region;         ///< awsRegion; empty if missing
  std::string_view category;       ///< eventCategory; empty if missing
  std::optional<bool> management;  ///< managementEvent
  std::optional<bool> read_only;   ///< readOnly
  std::string_view user_agent;     ///< userAgent
  std::string_view path;           ///< of the file
  std::uint64_t offset = 0;        ///< of the record in the decompressed file, in bytes
};

/// Whether a record is an S3 data event, that is, one about objects. CloudTrail records these only
/// if a trail asks for them. Records with neither `eventCategory` nor `managementEvent` (before
/// about 2019) are classified by action.
/// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events".
bool is_s3_data_event(const LoggedRecord& record);

/// Whether a data event only read: `readOnly` decides, or the action if that is missing.
bool only_reads(const LoggedRecord& record);

}  // namespace s3rare::explain
