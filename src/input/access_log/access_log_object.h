// Reads an S3 server access log as CloudWatch Logs gets it: a JSON object for each request.
//
// The fields are those of a line, with names such as `remote_ip` and `http_status`; null where a
// line has `-`. `schema_version_id` tells such an object from others.
//
// Source: Amazon S3 user guide, "Log format in CloudWatch Logs".
#pragma once

#include <optional>
#include <string_view>

#include "input/access_log/access_log_entry.h"
#include "json/reader.h"

namespace s3rare::input {

/// Whether an object with these keys is such an entry.
struct AccessLogKeys {
  bool schema = false;
  bool bucket = false;
  bool operation = false;
  bool time = false;

  void add(std::string_view key);
  bool is_entry() const { return schema && bucket && operation && time; }
};

class AccessLogObjectReader {
 public:
  AccessLogObjectReader();

  /// @param object  followed by json::kPaddingBytes readable bytes
  /// @returns the entry, valid until the next call and as long as the object; nothing if the object
  ///          is not JSON, or has no operation
  std::optional<AccessLogEntry> read(std::string_view object);

 private:
  json::JsonReader fields_;
};

}  // namespace s3rare::input
