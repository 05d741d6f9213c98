// A pattern of a policy: an action, a resource, or a value of StringLike and ArnLike.
#pragma once

#include <string>
#include <string_view>

#include "investigate/openness/truth.h"
#include "s3rare/glob.h"

namespace s3rare::investigate::openness {

/// `*` matches any run of characters, slashes included, `?` one character. `${*}`, `${?}` and
/// `${$}` stand for the characters themselves. Any other `${` begins a policy variable, whose value
/// is not known here. A backslash is an ordinary character. Source: AWS IAM user guide, "IAM JSON
/// policy elements: Resource" and "Variables and tags".
class Pattern {
 public:
  explicit Pattern(std::string_view text);

  /// @returns `maybe` if the pattern holds a variable
  Truth matches(std::string_view text) const;

  /// @returns whether the pattern is `*` or several of them
  bool matches_everything() const { return matches_everything_; }

  /// A text that the pattern matches, unless it holds a variable.
  /// @param run  replaces each `*`; each `?` becomes `~`
  std::string example(std::string_view run) const;

  const std::string& text() const { return text_; }

 private:
  std::string text_;
  Glob glob_;
  bool has_variable_ = false;
  bool matches_everything_ = false;
};

/// @returns whether a value stands for more than itself: `*`, `?` or a variable
bool is_open_ended(std::string_view value);

}  // namespace s3rare::investigate::openness
