// Determines how a terminal shows a character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace s3rare::text {

enum class Shape : std::uint8_t {
  hidden,  ///< a control or invisible: could control the terminal, reorder text or hide in it
  mark,    ///< combines with the previous character, takes no column
  narrow,  ///< takes one column
  wide     ///< takes two columns
};

/// Ignores the locale, so a file name or a key looks the same everywhere.
/// Source: Unicode 14: general categories Cc, Cf, Zl and Zp and Default_Ignorable_Code_Point
/// (hidden); Mn, Me and the vowels and finals of Hangul (mark); East_Asian_Width W and F (wide),
/// as in Markus Kuhn's wcwidth.
Shape shape_of(char32_t code_point);

/// The character at the front of some bytes.
struct Character {
  std::size_t bytes;  ///< size of the character
  char32_t code_point;
  bool valid;  ///< whether it is valid UTF-8
};

/// @param bytes  not empty
Character first_character(std::string_view bytes);

}  // namespace s3rare::text
