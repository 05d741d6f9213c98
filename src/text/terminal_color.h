// Escape sequences that set and reset the text color of a terminal.
// Source: ECMA-48, "Select graphic rendition".
#pragma once

#include <string_view>

namespace s3rare::text {

inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kRed = "\x1b[31m";
inline constexpr std::string_view kYellow = "\x1b[33m";
inline constexpr std::string_view kPlain = "\x1b[0m";

}  // namespace s3rare::text
