// The subcommands. Each takes checked options and returns the program's exit code.
#pragma once

#include "cli/options.h"

namespace s3rare::cli {

/// Prints the alerts of logs.
int run_detect(const Options& options);

/// Prints every match of logs.
int run_match(const Options& options);

/// Prints the rule's metadata.
int run_rule(const Options& options);

}  // namespace s3rare::cli
