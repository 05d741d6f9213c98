#include "input/foreign/struct_text.h"

#include <cstddef>

namespace s3rare::input {
namespace {

bool is_of_member_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The size of the name at the front that a `=` follows; 0 if there is none.
std::size_t member_name_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_of_member_name(text[size])) ++size;
  return size < text.size() && text[size] == '=' ? size : 0;
}

}  // namespace

StructMember struct_member(std::string_view text, std::string_view name) {
  constexpr std::string_view kBorder = ", ";
  if (!text.starts_with('{')) return {{}, true};
  std::size_t found = 0;
  std::string_view value;
  std::size_t begin = 0;  // of the wanted value, while it lasts
  const auto end_value = [&](std::size_t end) {
    if (begin != 0) value = text.substr(begin, end - begin);
    begin = 0;
  };
  const auto begin_member = [&](std::size_t at) {
    const std::size_t size = member_name_size(text.substr(at));
    if (size == 0) return;
    end_value(at - (at == 1 ? 0 : kBorder.size()));
    if (text.substr(at, size) != name) return;
    ++found;
    begin = at + size + 1;
  };
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{' || text[at] == '[') {
      ++depth;
      if (at == 0) begin_member(1);
    } else if (text[at] == '}' || text[at] == ']') {
      if (depth == 0 || (depth == 1 && at + 1 != text.size())) return {{}, true};
      if (--depth == 0) end_value(at);
    } else if (depth == 1 && text.substr(at).starts_with(kBorder)) {
      begin_member(at + kBorder.size());
    }
  }
  if (depth != 0 || found > 1) return {{}, true};
  if (found == 0 || value == "null") return {};
  return {value, false};
}

}  // namespace s3rare::input
