// The version of this program and library.
#pragma once

namespace s3rare {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace s3rare
