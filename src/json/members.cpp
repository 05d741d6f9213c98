#include "json/members.h"

#include <algorithm>

namespace s3rare::json {
namespace {

bool is_in_any_case(std::string_view name, std::string_view lower_case_name) {
  return std::equal(name.begin(), name.end(), lower_case_name.begin(), lower_case_name.end(),
                    [](char c, char lower) {
                      return c == lower || (c >= 'A' && c <= 'Z' && c + ('a' - 'A') == lower);
                    });
}

}  // namespace

std::optional<Child> find_member(std::string_view json, std::string_view name) {
  if (!json.starts_with('{')) return std::nullopt;
  std::optional<Child> found;
  Children members(json);
  while (const auto member = members.next()) {
    if (string_is(member->key, name)) found = member;
  }
  return found;
}

void find_members_in_any_case(std::string_view json,
                              std::span<const std::string_view> lower_case_names,
                              std::span<std::optional<Child>> found) {
  std::fill(found.begin(), found.end(), std::nullopt);
  if (!json.starts_with('{')) return;
  Children members(json);
  std::string spelled;
  while (const auto member = members.next()) {
    std::string_view name = member->key;
    if (name.find('\\') != std::string_view::npos) {
      decode_string(name, spelled);
      name = spelled;
    }
    const auto wanted =
        std::find_if(lower_case_names.begin(), lower_case_names.end(),
                     [&](std::string_view each) { return is_in_any_case(name, each); });
    if (wanted == lower_case_names.end()) continue;
    found[static_cast<std::size_t>(wanted - lower_case_names.begin())] = member;
  }
}

std::string decoded(std::string_view raw) {
  std::string text;
  decode_string(raw, text);
  return text;
}

std::optional<std::string> text_of(const Child& value) {
  if (value.is_string()) return decoded(value.raw_string());
  if (value.is_object() || value.is_array()) return std::nullopt;
  return std::string(value.value);
}

std::vector<Child> elements_of(const Child& value) {
  if (!value.is_array()) return {value};
  std::vector<Child> elements;
  Children children(value.value);
  while (const auto child = children.next()) elements.push_back(*child);
  return elements;
}

std::vector<std::string> texts_of(const Child& value) {
  std::vector<std::string> texts;
  for (const Child& element : elements_of(value)) {
    if (auto text = text_of(element)) texts.push_back(std::move(*text));
  }
  return texts;
}

}  // namespace s3rare::json
