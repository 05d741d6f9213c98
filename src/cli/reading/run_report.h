// What a run reports about its input: errors, warnings, the closing summary, and the exit code.
#pragma once

#include "cli/exit_code.h"
#include "input/file_reader.h"
#include "options/options.h"
#include "output/messages.h"
#include "output/summary.h"

namespace s3rare::cli {

/// Prints an error for each file that could not be read completely, and warnings about input that
/// is not CloudTrail.
/// @param remembered_records  whether files that were not read again hold records
/// @returns `done`, or `incomplete` if there are faults or no CloudTrail record was read
ExitCode report_faults(const output::Messages& messages, const input::ReadReport& report,
                       bool remembered_records = false);

/// Prints faults, warnings and the summary, and writes the summary file of `--summary-json`.
/// @param remembered_records  whether files that were not read again hold records
/// @returns the exit code of `report_faults`, or an error if the summary cannot be written
Result<ExitCode> report_reading(const options::Options& options, const output::Messages& messages,
                                const input::ReadReport& report, const output::Summary& summary,
                                bool remembered_records = false);

}  // namespace s3rare::cli
