#include "input/foreign/java_text.h"

namespace s3rare::input {

std::optional<std::string> java_value(std::string_view text, std::string_view key) {
  constexpr std::string_view kBetween = ", ";
  if (!text.starts_with('{') || !text.ends_with('}')) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  for (;;) {
    const std::size_t end = text.find(kBetween);
    const std::string_view member = text.substr(0, end);
    if (member.size() > key.size() && member.starts_with(key) && member[key.size()] == '=') {
      return std::string(member.substr(key.size() + 1));
    }
    if (end == std::string_view::npos) return std::nullopt;
    text.remove_prefix(end + kBetween.size());
  }
}

}  // namespace s3rare::input
