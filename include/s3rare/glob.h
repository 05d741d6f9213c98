// Patterns for text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace s3rare {

/// A pattern that a whole text must satisfy: `*` stands for any characters or none, slashes too,
/// `?` for one character (of any length in UTF-8), and a backslash takes the special meaning from
/// what follows it. Everything else stands for itself, in upper or lower case as it is written.
class Glob {
 public:
  /// @returns nothing if the pattern ends within an escape, or holds bytes that no UTF-8 has
  static std::optional<Glob> parse(std::string_view pattern);

  /// A pattern that only this text satisfies.
  static Glob exactly(std::string_view text) { return Glob(std::string(text)); }

  /// Takes no more steps than the product of both lengths, whatever the text, and no memory.
  /// @param text  valid UTF-8
  bool matches(std::string_view text) const;

  /// @returns the only text that satisfies the pattern, if it is one
  std::optional<std::string_view> only_text() const;

  /// The pattern without its spelling: two patterns with the same tokens are one.
  const std::string& tokens() const { return tokens_; }

 private:
  explicit Glob(std::string tokens) : tokens_(std::move(tokens)) {}

  std::string tokens_;  // bytes to be met, and two that UTF-8 never has for `*` and `?`
};

/// @returns the pattern that `text` satisfies, and nothing else
std::string glob_of(std::string_view text);

}  // namespace s3rare
