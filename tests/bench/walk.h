// The walk of the loops that s3rare is compared with.
#pragma once

#include <string>
#include <vector>

namespace s3rare::bench {

/// @returns the sorted paths of all files: those named, and those in named folders at any depth.
///          Throws if a folder cannot be read
std::vector<std::string> files_of(const std::vector<std::string>& paths);

}  // namespace s3rare::bench
