// Finds members of JSON objects by name, and reads values that are one text or a list of texts. One
// byte after each JSON text must be readable, as after the text of a std::string.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/text.h"

namespace s3rare::json {

/// @param name  compared exactly with the decoded key
/// @returns the last member of that name; nothing if `json` has none or is not an object
std::optional<Child> find_member(std::string_view json, std::string_view name);

/// Finds several members at once, ignoring the case of their names.
/// @param lower_case_names  in lower case
/// @param found             as many as names: the last member of each name, or nothing
void find_members_in_any_case(std::string_view json,
                              std::span<const std::string_view> lower_case_names,
                              std::span<std::optional<Child>> found);

/// @returns the decoded text between a string's quotes
std::string decoded(std::string_view raw);

/// @returns a string's text, or the JSON text of a number, a boolean or null; nothing for others
std::optional<std::string> text_of(const Child& value);

/// @returns the text of a value, or of each element of a list; skips elements without a text
std::vector<std::string> texts_of(const Child& value);

/// Elements of an array; for anything else the value itself: XML does not mark a list of one.
std::vector<Child> elements_of(const Child& value);

}  // namespace s3rare::json
