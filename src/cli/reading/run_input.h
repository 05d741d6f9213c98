// The input of a run: its paths, its time range, and the walk over its files.
#pragma once

#include <string>
#include <vector>

#include "input/find_files.h"
#include "options/options.h"
#include "s3rare/error.h"

namespace s3rare::cli {

/// @returns the paths that the options name, or `-` for standard input if they name none; an error
///          if standard input is then a terminal
Result<std::vector<std::string>> input_paths(const options::Options& options);

/// Call it before reading.
/// @returns an error if the input includes standard input or a pipe, which can be read only once
Result<Done> check_can_be_read_again(const options::Options& options);

/// @returns the time range of the matches that a run needs: `--since` to `--until`, and the window
///          before `--since` as history
input::TimeRange time_range_of(const options::Options& options);

/// Starts to walk the files of a run.
/// @returns an error if a path does not exist
Result<input::FileWalk> find_input(const options::Options& options, input::TimeRanges ranges,
                                   input::IsRemembered is_remembered = {});

}  // namespace s3rare::cli
