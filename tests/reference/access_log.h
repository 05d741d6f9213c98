// A slow, obvious reader of a line of an S3 server access log, to compare with the program's fast
// one. It follows access_log_entry.h, but looks at words: the line, split at every blank.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace s3rare::reference {

/// The fields of a line, by name; one that is `-` is empty.
using AccessLogFields = std::map<std::string, std::string>;

/// @param is_ended  see `input::read_access_log_line`
/// @returns nothing if the line fits no reading
std::optional<AccessLogFields> read_access_log_line(std::string_view line, bool is_ended);

}  // namespace s3rare::reference
