// The list of files of `--files-from`.
#pragma once

#include "options/options.h"
#include "s3rare/error.h"

namespace s3rare::cli {

/// Adds the paths that the list names to the paths of the options. Skips empty lines; a list
/// without a path is no error.
/// @returns an error if the list cannot be read, or if it names standard input
Result<Done> add_listed_paths(options::Options& options);

}  // namespace s3rare::cli
