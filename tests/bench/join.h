// Joins parts to a text. The parts of a list in braces are evaluated in order, so that random
// numbers are drawn in the same order with every compiler; `+` and function arguments promise none.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace s3rare::bench {

inline std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

/// @returns the number in decimal, with leading zeros up to `width` digits
inline std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace s3rare::bench
