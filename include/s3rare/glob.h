// Wildcard patterns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare {

/// A pattern that must match the whole text. `*` matches any run of characters, including slashes
/// and the empty run. `?` matches one character (of any length in UTF-8). A backslash makes the
/// next character literal. All other characters match themselves; case matters.
class Glob {
 public:
  /// @returns nothing if the pattern ends within an escape or contains the bytes 0xfe or 0xff,
  ///          which do not occur in UTF-8
  static std::optional<Glob> parse(std::string_view pattern);

  /// @returns a pattern that matches only this text
  static Glob exactly(std::string_view text) { return Glob(std::string(text)); }

  /// Takes time in proportion to the text: a `?` between two `*` costs a step per byte for each 64
  /// characters between them, and some memory; all else is linear and allocates none.
  /// @param text  valid UTF-8
  bool matches(std::string_view text) const;

  /// @returns the text, if the pattern matches exactly one
  std::optional<std::string_view> only_text() const;

  /// @returns the texts between wildcards, none of them empty: each occurs in every text that
  ///          matches. Borrowed from the pattern
  std::vector<std::string_view> pieces() const;

  /// The normalised pattern: two patterns with equal tokens match the same texts.
  const std::string& tokens() const { return tokens_; }

 private:
  explicit Glob(std::string tokens) : tokens_(std::move(tokens)) {}

  std::string tokens_;  // literal bytes, and two bytes that are invalid in UTF-8 for `*` and `?`
};

/// @returns the pattern, as text, that matches only `text`
std::string glob_of(std::string_view text);

}  // namespace s3rare
