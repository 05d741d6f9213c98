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
  std::optional<EventTime> time;       ///< absent if it cannot be read
  std::string_view account;            ///< recipientAccountId; empty if missing
  std::string_view region;             ///< awsRegion; empty if missing
  std::string_view category;           ///< eventCategory; empty if missing
  std::optional<bool> management;      ///< managementEvent
  std::optional<bool> read_only;       ///< readOnly
  std::string_view user_agent;         ///< userAgent
  std::string_view path;               ///< of the file
  std::uint64_t offset = 0;            ///< of the record in the decompressed file, in bytes
  std::string_view identity_arn = {};  ///< userIdentity.arn; empty if missing
};

/// Whether a record is an S3 data event, see `s3rare::is_s3_data_event`.
bool is_s3_data_event(const LoggedRecord& record);

/// Whether the request was made by an account other than the record's recipient. Only for account
/// numbers.
bool is_of_foreign_account(const LoggedRecord& record);

/// @returns the role of a request with credentials that a Cognito identity pool handed out; empty
///          for any other request. A pool may hand them to anybody, without a login.
/// Source: Amazon Cognito developer guide, "IAM roles": sessions of the enhanced flow are named
/// CognitoIdentityCredentials.
std::string_view cognito_role(const LoggedRecord& record);

/// Whether a data event only read: `readOnly` decides, or the action if that is missing.
bool only_reads(const LoggedRecord& record);

}  // namespace s3rare::explain
