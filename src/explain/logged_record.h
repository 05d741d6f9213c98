// A CloudTrail record as an explanation of the logs sees it, whether it matches or not.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::explain {

/// Borrowed: needed only during the call that it is handed to.
struct LoggedRecord {
  const RecordFields& fields;
  std::optional<EventTime> time;   ///< absent where it cannot be read
  std::string_view account;        ///< recipientAccountId; empty where it is missing
  std::string_view region;         ///< awsRegion; empty where it is missing
  std::string_view category;       ///< eventCategory; empty where it is missing
  std::optional<bool> management;  ///< managementEvent
  std::optional<bool> read_only;   ///< readOnly
  std::string_view user_agent;     ///< userAgent
  std::string_view path;           ///< of the file
  std::uint64_t offset = 0;        ///< byte of the decompressed file
};

/// Whether a record is an S3 data event, one about objects: what CloudTrail leaves out unless it is
/// asked for. Records without `eventCategory` and `managementEvent` (before 2019, about) are told
/// by their action.
/// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events".
bool is_s3_data_event(const LoggedRecord& record);

/// Whether a data event only read, by its `readOnly` or else by its action.
bool only_reads(const LoggedRecord& record);

}  // namespace s3rare::explain
