// The subcommands. Each takes checked options and returns the program's exit code.
#pragma once

#include "options/options.h"

namespace s3rare::cli {

/// Prints the alerts of logs.
int run_detect(const Options& options);

/// Prints every match of logs.
int run_match(const Options& options);

/// Tells why logs raise the alerts that they raise, or none.
int run_explain(const Options& given);

/// Prints a dossier of each alert that was printed before.
int run_investigate(const Options& options);

/// Prints the exceptions that would silence alerts.
int run_except(const Options& options);

/// Prints the rule's metadata.
int run_rule(const Options& options);

/// Tell what a state holds; print its alerts or its history; add lines to it; make one of several;
/// make it forget; check it.
int run_state_show(const Options& options);
int run_state_alerts(const Options& options);
int run_state_export(const Options& options);
int run_state_import(const Options& options);
int run_state_merge(const Options& options);
int run_state_prune(const Options& options);
int run_state_check(const Options& options);

}  // namespace s3rare::cli
