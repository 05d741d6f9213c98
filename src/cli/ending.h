// Turns the last result of a subcommand into a message and an exit code.
#pragma once

#include "output/messages.h"
#include "s3rare/error.h"

namespace s3rare::cli {

/// Prints the error, if there is one. A closed pipe is not an error.
/// @returns the program's exit code
int end_with(const output::Messages& messages, const Result<Done>& outcome);

/// Call it in a handler: prints the exception being handled as an error. Throws nothing, since the
/// exception may be a lack of memory.
void report_exception() noexcept;

}  // namespace s3rare::cli
