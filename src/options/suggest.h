// "Did you mean ...?"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::options {

/// @returns the candidate with the fewest typing errors against `word`, if it has few enough: at
///          most a third of the word's length, and at most three
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

}  // namespace s3rare::options
