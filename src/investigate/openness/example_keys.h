// Keys of objects that a resource of a policy names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "investigate/openness/pattern.h"

namespace s3rare::investigate::openness {

/// A key that stands for all that no policy names.
inline constexpr std::string_view kUnnamedKey = "~~~~~~~~";

/// Appends keys of objects of a bucket that a resource covers: with its stars empty, short, and
/// longer than other patterns can follow by their `?`. Appends none if it covers no object there.
void add_example_keys(const Pattern& resource, std::string_view bucket,
                      std::vector<std::string>& keys);

}  // namespace s3rare::investigate::openness
