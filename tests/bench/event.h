// One event as CloudTrail writes it.
#pragma once

#include <string>
#include <string_view>

#include "chance.h"
#include "log_time.h"

namespace s3rare::bench {

/// The contents of one record, by CloudTrail's keys: JSON where a value is more than a string. An
/// empty member is a key missing from the record.
struct Event {
  std::string user_identity;
  std::string event_source;
  std::string event_name;
  std::string source_address;
  std::string user_agent;
  std::string error_code;
  std::string error_message;
  std::string request_parameters = "null";
  std::string response_elements = "null";
  std::string additional_event_data;
  std::string request_id;
  std::string resources;
  std::string host;  ///< the host name in TLS; empty for services
  bool read_only = true;
  bool is_data = false;
  bool is_shared = false;  ///< delivered to several accounts, as service events are
};

/// Place and time of an event.
struct Scene {
  LogTime time;
  std::string_view account;
  std::string_view region;
};

/// Appends the record: the keys that it has, in AWS's order, without white space.
void append_record(std::string& to, const Event& event, const Scene& scene, Chance& chance);

/// Appends `,"key":value` unless the value is empty.
void append_json(std::string& to, std::string_view key, std::string_view value);

/// Appends `,"key":"value"` unless the value is empty. Escapes nothing.
void append_string(std::string& to, std::string_view key, std::string_view value);

/// The cipher suite of every connection.
inline constexpr std::string_view kTlsCipher = "ECDHE-RSA-AES128-GCM-SHA256";

}  // namespace s3rare::bench
