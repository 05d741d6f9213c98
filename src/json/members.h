// Members of JSON objects by their names, and texts that may stand alone or in a list.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/text.h"

namespace s3rare::json {

/// @returns the member of that name, of several the last; nothing if `json` is no object or has
/// none
/// @param name  in the very letters, once escapes are decoded
std::optional<Child> find_member(std::string_view json, std::string_view name);

/// Finds several members at once, whose letters may be of any case.
/// @param lower_case_names  in lower case
/// @param found             as many: the last member of each name, or nothing
void find_members_in_any_case(std::string_view json,
                              std::span<const std::string_view> lower_case_names,
                              std::span<std::optional<Child>> found);

/// @returns what stands between a string's quotes, decoded
std::string decoded(std::string_view raw);

/// @returns a string's text, or the JSON text of a number, a boolean or null; nothing of others
std::optional<std::string> text_of(const Child& value);

/// @returns the text of a value, or of each that stands in a list; what has none is left out
std::vector<std::string> texts_of(const Child& value);

/// Elements of an array; of anything else the value itself: XML does not tell a list of one.
std::vector<Child> elements_of(const Child& value);

}  // namespace s3rare::json
