// The fields of a CloudTrail record that the rule and the new-terms logic use.
#pragma once

#include <cstddef>
#include <string_view>

namespace s3rare {

/// One decoded field of a record. `text` is borrowed: it is valid as long as the record's bytes and
/// the reader that decoded them exist.
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

  /// @returns the string, or an empty one if the field is not a string
  std::string_view string() const { return kind == Kind::string ? text : std::string_view(); }

  friend bool operator==(const Field&, const Field&) = default;
};

/// Whether a text is the number of an AWS account: 12 digits.
inline bool is_account_number(std::string_view text) {
  constexpr std::size_t kDigits = 12;
  return text.size() == kDigits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// If a record contains a key twice, the last value counts.
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
  // Used by exceptions only.
  Field user_agent;         ///< userAgent
  Field recipient_account;  ///< recipientAccountId
  /// requestParameters.Host: the string, or that of an array with one element. It stands in for
  /// `host`, which only a request over TLS has.
  Field host_parameter = {};

  friend bool operator==(const RecordFields&, const RecordFields&) = default;
};

}  // namespace s3rare
