// Values in the text that Java prints of a map: `{bucketName=b, key=a/b.sql}`. Nothing in it is
// quoted, so a value that holds `, ` or `}` is ambiguous.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace s3rare::input {

/// @returns the value of a key at the top level: up to the next `, `, or up to the last `}`
std::optional<std::string> java_value(std::string_view text, std::string_view key);

}  // namespace s3rare::input
