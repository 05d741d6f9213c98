// Turns an error of the operating system into an `Error` of a file.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include "s3rare/error.h"

namespace s3rare::files {

/// @param doing  what failed: `cannot open`
/// @returns an error of kind `io` with `doing` and the message of errno
inline Error system_error(const std::string& path, const std::string& doing) {
  return {ErrorKind::io, path, std::nullopt, doing + ": " + std::generic_category().message(errno)};
}

}  // namespace s3rare::files
