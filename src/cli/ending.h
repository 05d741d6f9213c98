// The end of subcommands that read no logs.
#pragma once

#include "output/messages.h"
#include "s3rare/error.h"

namespace s3rare::cli {

/// Prints an error. A closed pipe is not an error.
/// @returns the exit code
int end_with(const output::Messages& messages, const Result<Done>& outcome);

}  // namespace s3rare::cli
