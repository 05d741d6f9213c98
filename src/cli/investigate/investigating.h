// The two steps of an investigation, reading logs and writing dossiers, for `investigate` and for
// `detect --investigate`.
#pragma once

#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/investigate/collection.h"
#include "cli/reading/reading.h"
#include "options/options.h"

namespace s3rare::cli {

/// What one pass over the logs collected for the alerts, which must outlive it.
struct InvestigatedLogs {
  investigate::Investigation investigation;
  investigate::AccessChanges changes;
  input::ReadReport report;
  output::Summary summary;
};

/// Reads the logs that the options name. Skips files by their dates and, without parsing them,
/// records that cannot concern an alert.
/// @param alerts  at least one
Result<InvestigatedLogs> read_for_alerts(const options::Options& options,
                                         const AlertsToInvestigate& alerts);

/// Writes one dossier per alert, in their order, to the output that the options name, and the page.
/// Counts in the summary the dossiers whose alert's day the logs cover and do not cover.
/// @param logs  null if there are no alerts
Result<Done> write_dossiers(const options::Options& options, const AlertsToInvestigate& alerts,
                            InvestigatedLogs* logs);

/// Investigates the alerts that `detect` printed, if the options ask for it.
/// @param printed  the alert lines
/// @param reported  what `detect` already reported about the logs
/// @returns an exit code, or the error that kept dossiers from being written
Result<ExitCode> investigate_printed(const options::Options& options,
                                     const output::Messages& messages, const std::string& printed,
                                     const input::ReadReport& reported);

}  // namespace s3rare::cli
