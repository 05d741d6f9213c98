// Lower-case text for comparisons that ignore case: name suffixes and column names.
#pragma once

#include <string>
#include <string_view>

namespace s3rare {

/// @returns the text with A to Z in lower case; all other bytes are unchanged
inline std::string lower_case(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

}  // namespace s3rare
