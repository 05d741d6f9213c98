// "Did you mean ...?"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::cli {

/// @returns the candidate that is fewest typing errors away from `word`, if it is near enough to
///          have been meant: at most a third of its length, and at most three
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

}  // namespace s3rare::cli
