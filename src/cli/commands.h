// The subcommands. Each takes checked options and returns the program's exit code.
#pragma once

#include "options/options.h"

namespace s3rare::cli {

/// Prints the alerts of logs.
int run_detect(const options::Options& options);

/// Prints every match of logs.
int run_match(const options::Options& options);

/// Explains the number of alerts of logs.
int run_explain(const options::Options& given);

/// Prints a dossier of each alert of an earlier run.
int run_investigate(const options::Options& options);

/// Prints what happened to the buckets of alerts, and what to do now.
int run_report(const options::Options& options);

/// Prints the exceptions that would silence alerts.
int run_except(const options::Options& options);

/// Prints the rule's metadata.
int run_rule(const options::Options& options);

/// Prints a summary of a state.
int run_state_show(const options::Options& options);

/// Prints the alerts of a state.
int run_state_alerts(const options::Options& options);

/// Prints the history of a state.
int run_state_export(const options::Options& options);

/// Adds lines of history to a state.
int run_state_import(const options::Options& options);

/// Merges several states into one.
int run_state_merge(const options::Options& options);

/// Removes old history from a state.
int run_state_prune(const options::Options& options);

/// Checks a state.
int run_state_check(const options::Options& options);

}  // namespace s3rare::cli
