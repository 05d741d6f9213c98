// Letter case, for what is compared without it: endings of names, and names of columns.
#pragma once

#include <string>
#include <string_view>

namespace s3rare {

/// @returns the text with A to Z in lower case; other bytes, whatever they are, stay
inline std::string lower_case(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

}  // namespace s3rare
