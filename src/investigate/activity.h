// A CloudTrail record as an investigation sees it: what somebody did, whatever the service.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare::investigate {

/// The log record that supports a statement.
struct Evidence {
  std::string event_id;
  std::string path;
  std::uint64_t offset = 0;  ///< byte of the decompressed file

  friend auto operator<=>(const Evidence&, const Evidence&) = default;
};

/// Borrowed: valid only during the call that receives it. Texts are empty where the record
/// lacks the field or it has another type.
struct Activity {
  const RecordFields& fields;
  EventTime time;
  bool anonymous = false;         ///< the record names the anonymous principal, in either spelling
  std::string_view region;        ///< awsRegion
  std::string_view identity_arn;  ///< userIdentity.arn
  std::string_view principal_id;  ///< userIdentity.principalId
  std::string_view access_key;    ///< userIdentity.accessKeyId
  std::string_view invoked_by;    ///< userIdentity.invokedBy
  std::string_view host;          ///< requestParameters.Host, if it is anonymous
  std::optional<std::uint64_t> bytes_out;  ///< additionalEventData.bytesTransferredOut
  std::optional<std::uint64_t> bytes_in;   ///< additionalEventData.bytesTransferredIn
  std::string_view path;                   ///< of the file
  std::uint64_t offset = 0;
  std::string_view parameters = {};  ///< requestParameters, as JSON, if they are an object
};

}  // namespace s3rare::investigate
