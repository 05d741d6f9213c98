// A plain JSON parser, slow and obvious: byte by byte, everything in memory. It knows nothing of
// the program's own JSON code, and that is its purpose.
// Source: RFC 8259; the Unicode Standard, section 3.9, for what replaces invalid UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::reference {

struct Member;

struct Value {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  std::string text;             ///< of a string: decoded; of a number or boolean: unchanged
  std::vector<Value> elements;  ///< of an array
  std::vector<Member> members;  ///< of an object, in order, with repeated ones

  /// @returns the last member of this name, or null if there is none or the value is not an object
  const Value* find(std::string_view name) const;
};

struct Member {
  std::string name;  ///< decoded
  Value value;
};

/// @returns the value, or nothing unless the text is JSON at every depth. Invalid UTF-8 inside a
///          string is no fault: it is read as U+FFFD.
std::optional<Value> parse_json(std::string_view text);

/// Decodes the text between a string's quotes. A lone surrogate, invalid UTF-8, and a backslash
/// with the byte after it that form no escape are read as U+FFFD.
std::string decode(std::string_view raw);

/// @returns whether the bytes are valid UTF-8
bool is_utf8(std::string_view bytes);

/// @returns whether JSON treats the byte as white space between tokens
bool is_white_space(char c);

}  // namespace s3rare::reference
