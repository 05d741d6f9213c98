#include "report/shell_command.h"

#include <algorithm>

namespace s3rare::report {
namespace {

bool is_lower_or_digit(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}
bool is_upper(char byte) { return byte >= 'A' && byte <= 'Z'; }

bool is_plain(char byte) {
  return is_lower_or_digit(byte) || is_upper(byte) ||
         std::string_view("-._/:=,+@%").find(byte) != std::string_view::npos;
}
bool is_printable(char byte) { return byte >= ' ' && byte <= '~'; }

// Words in `$'...'`.
std::string escaped_word(std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string word = "$'";
  for (const char byte : text) {
    if (byte == '\'' || byte == '\\') {
      word.append(1, '\\').append(1, byte);
    } else if (is_printable(byte)) {
      word += byte;
    } else {
      const auto value = static_cast<unsigned char>(byte);
      word.append("\\x").append(1, kHexDigits[value >> 4U]).append(1, kHexDigits[value & 15U]);
      word += "'$'";  // a shell may read more digits than two
    }
  }
  return word += '\'';
}

}  // namespace

std::string shell_word(std::string_view text) {
  const bool is_simple = !text.empty() && std::all_of(text.begin(), text.end(), is_plain);
  if (is_simple && text.front() != '=') return std::string(text);
  if (!std::all_of(text.begin(), text.end(), is_printable)) return escaped_word(text);
  std::string word = "'";
  for (const char byte : text) {
    if (byte == '\'') {
      word += R"('\'')";
    } else {
      word += byte;
    }
  }
  return word += '\'';
}

ShellCommand& ShellCommand::fixed(std::string_view words) {
  text_.append(" ").append(words);
  return *this;
}

// With `=`, a value that begins with a hyphen is no option.
ShellCommand& ShellCommand::option(std::string_view name, std::string_view value) {
  const bool is_like_option = value.starts_with('-');
  text_.append(" ").append(name).append(is_like_option ? "=" : " ").append(shell_word(value));
  return *this;
}

bool is_plain_value(std::string_view value) {
  return !value.starts_with("file://") && !value.starts_with("fileb://") &&
         !value.starts_with("http://") && !value.starts_with("https://");
}

bool is_bucket_name(std::string_view name) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 255;
  const auto fits = [](char byte) {
    return is_lower_or_digit(byte) || is_upper(byte) || byte == '.' || byte == '-' || byte == '_';
  };
  return name.size() >= kShortest && name.size() <= kLongest && !name.starts_with('-') &&
         std::all_of(name.begin(), name.end(), fits);
}

bool is_region_name(std::string_view name) {
  constexpr std::size_t kLongestRegionName = 32;
  return !name.empty() && name.size() <= kLongestRegionName && !name.starts_with('-') &&
         std::all_of(name.begin(), name.end(),
                     [](char byte) { return is_lower_or_digit(byte) || byte == '-'; });
}

}  // namespace s3rare::report
