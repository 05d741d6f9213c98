// Gives a finished file its name.
#pragma once

#include <string>

#include "s3rare/error.h"

namespace s3rare::files {

/// @returns the folder that contains a path
std::string folder_of(const std::string& path);

/// What happens to an existing file of that name.
enum class Taken {
  refuse,  ///< it stays, if the file system can detect it
  replace
};

/// Renames a written and synced file, and makes the new name durable. Throws nothing once the file
/// is renamed.
Result<Done> give_name(const std::string& temporary, const std::string& path, Taken taken);

/// Makes the name of an existing file durable.
void sync_name(const std::string& path);

}  // namespace s3rare::files
