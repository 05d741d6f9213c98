// What the rule and the new-terms logic look at in one CloudTrail record.
#pragma once

#include <string_view>

namespace s3rare {

/// One field of a record, decoded. `text` is borrowed: it is valid as long as the record's bytes
/// and the reader that decoded them are.
struct Field {
  enum class Kind {
    absent,
    null,
    string,  ///< `text` is the decoded string
    other    ///< a number, a boolean, an object or an array; `text` is empty
  };
  Kind kind = Kind::absent;
  std::string_view text;

  bool is(std::string_view value) const { return kind == Kind::string && text == value; }

  /// @returns the string, or an empty one where the field is no string
  std::string_view string() const { return kind == Kind::string ? text : std::string_view(); }

  friend bool operator==(const Field&, const Field&) = default;
};

/// Of a key that a record holds twice, the last value counts.
/// Source: AWS CloudTrail user guide, "CloudTrail record contents".
struct RecordFields {
  Field event_source;      ///< eventSource
  Field event_name;        ///< eventName
  Field error_code;        ///< errorCode
  Field error_message;     ///< errorMessage
  Field identity_type;     ///< userIdentity.type
  Field identity_account;  ///< userIdentity.accountId
  Field event_time;        ///< eventTime
  Field event_id;          ///< eventID
  Field request_id;        ///< requestID
  Field source_address;    ///< sourceIPAddress
  Field host;              ///< tlsDetails.clientProvidedHostHeader
  Field bucket;            ///< requestParameters.bucketName
  Field key;               ///< requestParameters.key
  // What exceptions look at beside them.
  Field user_agent;         ///< userAgent
  Field recipient_account;  ///< recipientAccountId

  friend bool operator==(const RecordFields&, const RecordFields&) = default;
};

}  // namespace s3rare
