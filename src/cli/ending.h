// How subcommands end that read no logs.
#pragma once

#include "output/messages.h"
#include "s3rare/error.h"

namespace s3rare::cli {

/// Tells people of an error. A closed pipe is a quiet end.
/// @returns the exit code
int end_with(const output::Messages& messages, const Result<Done>& outcome);

}  // namespace s3rare::cli
