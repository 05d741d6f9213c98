// The subcommands. Each takes checked options and returns the program's exit code.
#pragma once

#include "options/options.h"

namespace s3rare::cli {

/// Prints the alerts of logs.
int run_detect(const options::Options& options);

/// Prints every match of logs.
int run_match(const options::Options& options);

/// Tells why logs raise the alerts that they raise, or none.
int run_explain(const options::Options& given);

/// Prints a dossier of each alert that was printed before.
int run_investigate(const options::Options& options);

/// Prints the exceptions that would silence alerts.
int run_except(const options::Options& options);

/// Prints the rule's metadata.
int run_rule(const options::Options& options);

/// Tell what a state holds; print its alerts or its history; add lines to it; make one of several;
/// make it forget; check it.
int run_state_show(const options::Options& options);
int run_state_alerts(const options::Options& options);
int run_state_export(const options::Options& options);
int run_state_import(const options::Options& options);
int run_state_merge(const options::Options& options);
int run_state_prune(const options::Options& options);
int run_state_check(const options::Options& options);

}  // namespace s3rare::cli
