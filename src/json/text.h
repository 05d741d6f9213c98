// Reads JSON text without parsing all of it: string escapes, and the direct children of an
// object or array. It finds its way by brackets and quotes alone, so text that no match depends
// on need not be valid. (What a match depends on is parsed by simdjson, see json.h.)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "json/brackets.h"

namespace s3rare::json {

/// @returns whether JSON takes the character for white space between tokens
inline bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Decodes what stands between the quotes of a JSON string. A lone surrogate, a broken escape and
/// invalid UTF-8 become U+FFFD.
/// @param text  replaced by the decoded string
/// Source: RFC 8259 section 7.
void decode_string(std::string_view raw, std::string& text);

/// @param bytes  not empty
/// @returns how many of them the UTF-8 sequence at the front takes; where it is broken, `valid` is
///          false and it is the part to replace
/// Source: the Unicode Standard, section 3.9, "maximal subparts".
std::size_t utf8_sequence(std::string_view bytes, bool& valid);

/// Replaces every invalid UTF-8 sequence by U+FFFD.
/// @returns whether there was one
bool repair_utf8(std::string_view bytes, std::string& text);

/// @returns what stands between the quotes of the JSON string whose first byte, behind the opening
///          quote, is at `begin`; a view without data if the text ends within it
std::string_view raw_string_at(std::string_view text, std::size_t begin);

/// @returns how many bytes at the front stand for themselves in a JSON string: those before the
///          first quote, backslash or byte beyond ASCII; all if there is none
std::size_t plain_size(std::string_view text);

/// @returns whether what stands between a string's quotes decodes to `text`
bool string_is(std::string_view raw, std::string_view text);

/// @returns whether the text is one JSON value, all the way down, nested at most `max_depth` deep
/// Source: RFC 8259.
bool is_json(std::string_view text, std::size_t max_depth = kMaxDepth);

/// Some characters may stand in JSON as they are, but terminals or readers of lines obey them: DEL,
/// the C1 controls, separators of lines and paragraphs, and marks that turn the direction of text.
/// @returns how many bytes at the front of `text` are one of them, or 0
std::size_t obeyed_at_front(std::string_view text);

/// Appends a character of at most three bytes as a JSON escape.
void append_escaped(std::string& text, std::string_view character);

/// @returns the JSON text without the white space between its tokens. In strings what might be
///          obeyed is escaped, and a lone surrogate is U+FFFD, as is invalid UTF-8 anywhere.
std::string minify(std::string_view json);

/// A value inside an object or array, as it stands there.
struct Child {
  std::string_view key;    ///< of an object's member: between the quotes, not decoded
  std::string_view value;  ///< with its quotes or brackets
  Scanned scanned;         ///< of an object or array

  bool is_object() const { return value.front() == '{'; }
  bool is_array() const { return value.front() == '['; }
  bool is_string() const { return value.front() == '"'; }
  /// Of a string: what stands between its quotes.
  std::string_view raw_string() const { return value.substr(1, value.size() - 2); }
};

/// Steps through the members of an object or the elements of an array.
class Children {
 public:
  /// @param text  an object or array; brackets need not match
  explicit Children(std::string_view text);

  /// @returns the next child, or nothing at the end or where no child can be made out
  std::optional<Child> next();

  /// Whether the end was not the closing bracket.
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
