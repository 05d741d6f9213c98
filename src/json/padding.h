// The padding that simdjson asks for.
#pragma once

#include <cstddef>

namespace s3rare::json {

/// Bytes behind any JSON text given to a reader that may be read, though not interpreted.
/// Source: simdjson, SIMDJSON_PADDING.
inline constexpr std::size_t kPaddingBytes = 64;

}  // namespace s3rare::json
