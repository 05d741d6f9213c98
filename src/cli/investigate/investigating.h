// The two steps of an investigation, reading logs and writing dossiers, for `investigate` and for
// `detect --investigate`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/investigate/collection.h"
#include "input/file_reader.h"
#include "investigate/identity_uses.h"
#include "options/options.h"
#include "output/messages.h"
#include "output/summary.h"

namespace s3rare::cli {

/// What one pass over the logs collected for the alerts, which must outlive it.
struct InvestigatedLogs {
  investigate::Investigation investigation;
  investigate::AccessRecords access;
  /// Of the alerts' accounts' identities that their sources use; no value: not known.
  std::optional<investigate::IdentityUses> uses;
  input::ReadReport report;
  output::Summary summary;
  bool only_lines = false;  ///< the files hold nothing but parsed records, one on each line
};

/// Reads all logs that the options name. Skips records that cannot concern an alert without parsing
/// them.
/// @param alerts  at least one
Result<InvestigatedLogs> read_for_alerts(const options::Options& options,
                                         const AlertsToInvestigate& alerts);

/// Reads the logs once more, for the uses of identities.
/// @param identities  as `Investigation::own_identities` names them
/// @returns the uses; no value if the logs cannot be read twice
std::optional<investigate::IdentityUses> read_identity_uses(const options::Options& options,
                                                            std::vector<std::string> identities);

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
