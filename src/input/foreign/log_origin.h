// Where an export says that it took a record from.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace s3rare::input {

struct LogOrigin {
  std::string path;    ///< `log.file.path`
  std::string offset;  ///< `log.offset` or `log.file.offset`: a decimal number, or empty
};

/// @param envelope  an object around a record: see `Found::origin`. Its keys may be nested or
/// dotted
/// @returns nothing if it names no file
/// Source: Elastic Common Schema, "Log fields"; Filebeat reference, "AWS S3 input".
std::optional<LogOrigin> log_origin(std::string_view envelope);

}  // namespace s3rare::input
