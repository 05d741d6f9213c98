// How an investigation reads the logs, and what it writes: of `investigate`, and of `detect` once
// its alerts are out.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/investigate/collection.h"
#include "cli/reading/reading.h"
#include "options/options.h"

namespace s3rare::cli {

/// What one pass over the logs has collected for alerts, which must outlive it.
struct InvestigatedLogs {
  investigate::Investigation investigation;
  investigate::AccessChanges changes;
  input::ReadReport report;
  output::Summary summary;
};

/// Reads the logs that the options name. Records that can concern no alert are passed over by their
/// bytes, files by their dates.
/// @param alerts  at least one
Result<InvestigatedLogs> read_for_alerts(const options::Options& options,
                                         const AlertsToInvestigate& alerts);

/// Writes a dossier of each alert, in their order, to the output that the options name, and the
/// page. The dossiers that are not covered by the logs are counted in the summary.
/// @param logs  nothing if there are no alerts
Result<Done> write_dossiers(const options::Options& options, const AlertsToInvestigate& alerts,
                            InvestigatedLogs* logs);

/// Investigates, once they are out, the alerts that `detect` has printed, if it is asked to.
/// @param printed  their lines
/// @param told     what people have been told of the logs
/// @returns an exit code, or the error that left dossiers unwritten
Result<ExitCode> investigate_printed(const options::Options& options,
                                     const output::Messages& messages, const std::string& printed,
                                     const input::ReadReport& told);

}  // namespace s3rare::cli
