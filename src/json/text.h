// Reads parts of JSON text without parsing all of it: string escapes, and the direct children of an
// object or array. It follows brackets and quotes only, so text that no match depends on need not
// be valid. (The values that a match depends on are parsed by simdjson, see json/reader.h.)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "json/brackets.h"

namespace s3rare::json {

/// @returns whether the character is JSON white space between tokens
inline bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Decodes the text between the quotes of a JSON string. A lone surrogate, a broken escape and
/// invalid UTF-8 become U+FFFD.
/// @param text  replaced by the decoded string
/// Source: RFC 8259 section 7.
void decode_string(std::string_view raw, std::string& text);

/// @param bytes  not empty
/// @returns the size of the UTF-8 sequence at the front; if the sequence is broken, `valid` is
///          false and the size is that of the part to replace
/// Source: the Unicode Standard, section 3.9, "maximal subparts".
std::size_t utf8_sequence(std::string_view bytes, bool& valid);

/// Replaces every invalid UTF-8 sequence with U+FFFD.
/// @returns whether there was one
bool repair_utf8(std::string_view bytes, std::string& text);

/// @param begin  position of the string's first byte after its opening quote
/// @returns the text between the quotes of the JSON string; a view without data if the text ends
///          within the string
std::string_view raw_string_at(std::string_view text, std::size_t begin);

/// @returns the number of bytes at the front that need no decoding in a JSON string: those before
///          the first quote, backslash or byte beyond ASCII; all if there is none
std::size_t plain_size(std::string_view text);

/// @returns whether the text between a string's quotes decodes to `text`
bool string_is(std::string_view raw, std::string_view text);

/// @returns whether the whole text is one valid JSON value, nested at most `max_depth` deep
/// Source: RFC 8259.
bool is_json(std::string_view text, std::size_t max_depth = kMaxDepth);

/// Some characters need no escape in JSON, but terminals or line readers obey them: DEL, the C1
/// controls, separators of lines and paragraphs, and marks that change the direction of text.
/// @returns the size of such a character at the front of `text`, or 0
std::size_t obeyed_at_front(std::string_view text);

/// Appends a character of at most three bytes as a JSON escape.
void append_escaped(std::string& text, std::string_view character);

/// @returns the JSON text without white space between its tokens. Characters in strings that a
///          terminal might obey are escaped; lone surrogates, and invalid UTF-8 anywhere, become
///          U+FFFD.
std::string minify(std::string_view json);

/// A value inside an object or array, as written there.
struct Child {
  std::string_view key;    ///< of an object's member: between the quotes, not decoded
  std::string_view value;  ///< with its quotes or brackets
  Scanned scanned;         ///< of an object or array

  bool is_object() const { return value.front() == '{'; }
  bool is_array() const { return value.front() == '['; }
  bool is_string() const { return value.front() == '"'; }
  /// Of a string: the text between its quotes.
  std::string_view raw_string() const { return value.substr(1, value.size() - 2); }
};

/// Steps through the members of an object or the elements of an array.
class Children {
 public:
  /// @param text  an object or array; brackets need not match. One byte after it must be readable,
  ///              as after the text of a std::string
  explicit Children(std::string_view text);

  /// @returns the next child, or nothing at the end or if no child can be recognised
  std::optional<Child> next();

  /// Whether the children ended without the closing bracket.
  bool malformed() const { return malformed_; }

 private:
  bool skip_space();
  std::optional<std::string_view> read_string();  // with its quotes
  std::optional<Child> read_value();
  std::optional<Child> fail();

  std::string_view text_;
  std::size_t position_ = 1;
  bool is_object_;
  bool malformed_ = false;
  BracketScan scan_;
};

}  // namespace s3rare::json
