// What a file is besides JSON, as far as its first 64 KiB tell: section 4 of the design,
// "Recognition". Slow and obvious.
#pragma once

#include <string_view>

namespace s3rare::reference {

/// @returns whether JSON begins: an object with a key, possibly in arrays
bool begins_object(std::string_view text);

/// @returns whether the content is of a kind that begins with bytes of its own, or is UTF-16
bool is_other_kind(std::string_view text);

/// @returns whether text that is not JSON may be CloudTrail
bool mentions_cloudtrail(std::string_view text);

}  // namespace s3rare::reference
