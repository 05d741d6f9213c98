// The command line, checked and turned into values before any work begins.
#pragma once

#include <string>
#include <variant>

#include "options/command.h"
#include "options/enrichment_options.h"
#include "options/except_options.h"
#include "options/exception_options.h"
#include "options/explain_options.h"
#include "options/investigation_options.h"
#include "options/message_options.h"
#include "options/output_options.h"
#include "options/path_options.h"
#include "options/range_options.h"
#include "options/report_options.h"
#include "options/rule_options.h"
#include "options/run_options.h"
#include "options/state_options.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::options {

/// The values of all groups. Those of groups that a subcommand lacks have their defaults.
struct Options : PathOptions,
                 RuleOptions,
                 RangeOptions,
                 ExceptionOptions,
                 EnrichmentOptions,
                 OutputOptions,
                 MessageOptions,
                 RunOptions,
                 StateOptions,
                 ExplainOptions,
                 ExceptOptions,
                 InvestigationOptions,
                 ReportOptions {
  Command command = Command::detect;
  EventTime started;  ///< by the machine's clock, which nothing else reads
};

/// Help or the version: to be printed to standard output.
struct Answer {
  std::string text;
};

/// Reads a command line.
/// @param now  the time from which ages such as `24h` are counted back
/// @returns options, an answer, or an error of kind `usage` that names the option and a right value
Result<std::variant<Options, Answer>> parse_options(int argc, const char* const* argv,
                                                    EventTime now);

}  // namespace s3rare::options
