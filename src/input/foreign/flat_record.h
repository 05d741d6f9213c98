// The fields of a CloudTrail record that other schemas keep apart from each other, and the record
// that they make. The forms of OCSF, Sentinel and Athena fill it.
#pragma once

#include <string>
#include <string_view>

#include "json/padded_text.h"

namespace s3rare::input {

/// Decoded strings. A field without data (`data() == nullptr`) is missing from the record.
struct FlatRecord {
  std::string_view event_version;
  std::string_view identity_type;
  std::string_view principal_id;
  std::string_view identity_arn;
  std::string_view identity_account;
  std::string_view access_key;
  std::string_view invoked_by;
  std::string_view event_time;  ///< see `cloudtrail_time`
  std::string_view event_source;
  std::string_view event_name;
  std::string_view region;
  std::string_view source_address;
  std::string_view user_agent;
  std::string_view error_code;
  std::string_view error_message;
  std::string_view request_parameters;     ///< JSON; other text becomes a string
  std::string_view additional_event_data;  ///< the same
  std::string_view request_id;
  std::string_view event_id;
  std::string_view read_only;  ///< `true` or `false`, in any case
  std::string_view resources;  ///< JSON; other text is left out
  std::string_view event_type;
  std::string_view management_event;  ///< as `read_only`
  std::string_view recipient_account;
  std::string_view shared_event_id;
  std::string_view vpc_endpoint_id;
  std::string_view event_category;
  std::string_view tls_version;
  std::string_view cipher_suite;
  std::string_view client_host;
};

/// Appends the record as CloudTrail writes it, with its keys in CloudTrail's order.
void write_flat_record(const FlatRecord& fields, json::PaddedText& record);

/// @param text  RFC 3339, also with a blank and without a zone, which is then UTC; or the seconds
/// or
///              milliseconds since 1970
/// @returns the time as CloudTrail writes it, `2024-05-09T03:34:58Z`, with a fraction only if it is
///          not zero; the text itself if it is no time
std::string cloudtrail_time(std::string_view text);

}  // namespace s3rare::input
