// What the subcommands have in common that print lines of a state.
#pragma once

#include <functional>
#include <string_view>

#include "options/options.h"
#include "s3rare/error.h"
#include "state/state.h"

namespace s3rare::cli {

/// Takes a line without its end. Returns false if no more are wanted.
using WriteLine = std::function<bool(std::string_view line)>;

/// Opens the state and the output that the options name, and writes the lines that `read` hands
/// over.
/// @returns the exit code
int print_lines(const options::Options& options,
                const std::function<Result<Done>(state::State&, const WriteLine&)>& read);

}  // namespace s3rare::cli
