// What kind of tool a user agent names. A client chooses its user agent: this is what it says.
#pragma once

#include <cstdint>
#include <string_view>

namespace s3rare::report {

enum class Tool : std::uint8_t {
  aws_cli,
  sdk,
  http_library,
  transfer,
  crawler,
  scanner,
  browser,
  other
};

/// @returns `AWS CLI`, `SDK`, `HTTP library`, `transfer tool`, `crawler`, `scanner`, `browser`,
///          `other`
std::string_view name_of(Tool tool);

/// Reads the user agent as CloudTrail writes it, in brackets or not, ignoring case. Crawlers and
/// scanners also name browsers, so the more specific kind counts.
Tool tool_of(std::string_view user_agent);

}  // namespace s3rare::report
