// The padding that simdjson needs. Text that is not read from a file gets it from `PaddedText`.
#pragma once

#include <cstddef>

namespace s3rare::json {

/// Bytes behind any JSON text given to a reader that must be readable; their values do not matter.
/// Source: simdjson, SIMDJSON_PADDING.
inline constexpr std::size_t kPaddingBytes = 64;

}  // namespace s3rare::json
