// Writes commands of the AWS CLI for a POSIX shell. They are printed and never run here, but people
// paste them: a name that a stranger chose must stay an argument.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace s3rare::report {

/// @returns the text as one word of a shell. Control characters and bytes that are not ASCII, which
///          a terminal may show as something else, become `$'\xNN'`, as bash, zsh and ksh read them
std::string shell_word(std::string_view text);

/// A command that is put together option by option.
class ShellCommand {
 public:
  /// @param words  a constant: `aws s3api get-bucket-acl`
  explicit ShellCommand(std::string_view words) : text_(words) {}

  /// Appends an option whose value is a constant that needs no quotes.
  ShellCommand& fixed(std::string_view words);
  /// Appends an option with a value from the logs.
  ShellCommand& option(std::string_view name, std::string_view value);

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// Whether the AWS CLI takes a value as it is. It reads the file that a value beginning with
/// `file://` or `fileb://` names, and its version 1 fetches `http://` and `https://`.
/// Source: AWS CLI user guide, "Load a parameter from a file".
bool is_plain_value(std::string_view value);

/// Whether a text can be the name of a bucket: 3 to 63 lower-case letters, digits, dots and
/// hyphens; older ones in us-east-1 have up to 255, and upper case and underscores.
/// Source: Amazon S3 user guide, "General purpose bucket naming rules".
bool is_bucket_name(std::string_view name);

/// Whether a text can be the name of a Region: `eu-west-1`.
bool is_region_name(std::string_view name);

}  // namespace s3rare::report
