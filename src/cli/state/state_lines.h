// The common part of the subcommands that print lines of a state.
#pragma once

#include <functional>
#include <string_view>

#include "options/options.h"
#include "s3rare/error.h"
#include "state/state.h"

namespace s3rare::cli {

/// Takes a line without a line end. Returns false to stop.
using WriteLine = std::function<bool(std::string_view line)>;

/// Opens the state and the output that the options name, and writes the lines that `read` passes
/// on.
/// @returns the exit code
int print_lines(const options::Options& options,
                const std::function<Result<Done>(state::State&, const WriteLine&)>& read);

}  // namespace s3rare::cli
