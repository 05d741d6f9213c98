// The walk of the loops that s3rare is measured against.
#pragma once

#include <string>
#include <vector>

namespace s3rare::bench {

/// @returns the paths of all files, sorted: those named, and those in named folders at any depth.
///          Throws where a folder cannot be read
std::vector<std::string> files_of(const std::vector<std::string>& paths);

}  // namespace s3rare::bench
