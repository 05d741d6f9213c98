#include "input/access_log/object_key.h"

#include <cstddef>
#include <optional>

namespace s3rare::input {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

// Replaces each `%` with two hexadecimal digits by its byte.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (high && low) {
        decoded += static_cast<char>(*high << 4 | *low);
        i += 2;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

// The path of the target of a request line.
std::string_view path_of_target(std::string_view request_uri) {
  const std::size_t method = request_uri.find(' ');
  if (method == std::string_view::npos) return {};
  std::string_view target = request_uri.substr(method + 1);
  target = target.substr(0, target.find(' '));
  return target.substr(0, target.find('?'));
}

}  // namespace

std::string object_key(std::string_view logged, std::string_view request_uri) {
  if (logged.find('%') == std::string_view::npos) return std::string(logged);
  std::string once = percent_decoded(logged);
  if (path_of_target(request_uri).ends_with(logged)) return once;
  return percent_decoded(once);
}

}  // namespace s3rare::input
