// Gives a finished file its name.
#pragma once

#include <string>

#include "s3rare/error.h"

namespace s3rare::files {

/// @returns the folder that a path lies in
std::string folder_of(const std::string& path);

/// What becomes of a file that has the name already.
enum class Taken {
  refuse,  ///< it stays, where the file system can tell that it is there
  replace
};

/// Renames a file that is written and synced, and makes the new name durable.
Result<Done> give_name(const std::string& temporary, const std::string& path, Taken taken);

/// Makes it durable that a file of this name is there.
void sync_name(const std::string& path);

}  // namespace s3rare::files
