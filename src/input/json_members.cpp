#include "input/json_members.h"

#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

template <class IsWanted>
std::optional<Child> find_last(std::string_view json, IsWanted&& is_wanted) {
  if (!json.starts_with('{')) return std::nullopt;
  std::optional<Child> found;
  Children members(json);
  while (const auto member = members.next()) {
    if (is_wanted(member->key)) found = member;
  }
  return found;
}

}  // namespace

std::optional<Child> find_member(std::string_view json, std::string_view name) {
  return find_last(json, [&](std::string_view key) { return string_is(key, name); });
}

std::optional<Child> find_member_in_any_case(std::string_view json,
                                             std::string_view lower_case_name) {
  return find_last(
      json, [&](std::string_view key) { return lower_case(decoded(key)) == lower_case_name; });
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

}  // namespace s3rare::input
