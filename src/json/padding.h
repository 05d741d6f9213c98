// The padding that simdjson needs. Text that is not read from a file gets it from `PaddedText`.
#pragma once

#include <cstddef>

namespace s3rare::json {

/// Number of bytes after any JSON text given to a reader that must be readable. Their values are
/// ignored.
/// Source: simdjson, SIMDJSON_PADDING.
inline constexpr std::size_t kPaddingBytes = 64;

}  // namespace s3rare::json
