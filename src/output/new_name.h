// Gives a finished file its name.
#pragma once

#include <string>

#include "s3rare/error.h"

namespace s3rare::output {

/// @returns the folder that a path lies in
std::string folder_of(const std::string& path);

/// Renames a file that is written and synced, and makes the new name durable. Unlike a plain
/// rename it refuses a name that has been taken meanwhile, where the file system can tell.
Result<Done> give_name(const std::string& temporary, const std::string& path);

}  // namespace s3rare::output
