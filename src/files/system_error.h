// What the operating system refused, as an error of a state's file.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include "s3rare/error.h"

namespace s3rare::files {

/// @returns an error of kind `io` that tells what was done, and errno
inline Error system_error(const std::string& path, const std::string& doing) {
  return {ErrorKind::io, path, std::nullopt, doing + ": " + std::generic_category().message(errno)};
}

}  // namespace s3rare::files
