// The files of a run that are not its input: output, state, lists.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "input/find_files.h"
#include "options/options.h"

namespace s3rare::cli {

/// @returns the files of the run's state that exist or may come to exist: its path and the names
/// beside
///          it; empty without `--state`
std::vector<std::string> state_files(const options::Options& options);

/// @returns the existing files that the run itself writes, or reads for other purposes than logs.
/// They
///          are not input, even in a folder that is
std::set<input::FileIdentity> own_files(const options::Options& options);

}  // namespace s3rare::cli
