// The stages of a report: alerts, one further pass over the logs, and the forms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/detect/enrich.h"
#include "input/file_reader.h"
#include "investigate/dossier/dossier.h"
#include "options/options.h"
#include "output/summary.h"
#include "report/collected/incident_collection.h"
#include "report/incident.h"
#include "s3rare/error.h"

namespace s3rare::cli {

using AlertsToReport = std::vector<investigate::AlertToInvestigate>;

/// The alerts of a report.
struct ReportedAlerts {
  AlertsToReport alerts;
  report::ReachedBuckets reached;  ///< what their sources reached; empty if the alerts were given
  /// Of the pass that found them; nothing if they were given.
  std::optional<input::ReadReport> report;
  output::Summary summary;  ///< with `report`
};

/// Finds alerts as `detect` does, without a state.
/// @param enricher  of the options
Result<ReportedAlerts> find_alerts_to_report(const options::Options& options, Enricher& enricher);

/// Reads the alerts of `--alerts` or `--state`.
Result<ReportedAlerts> read_alerts_to_report(const options::Options& options);

/// What one further pass found.
struct ReportedLogs {
  std::vector<report::Incident> incidents;  ///< the worst first
  input::ReadReport report;
};

/// Reads all logs that the options name, and makes the incidents.
Result<ReportedLogs> read_for_report(const options::Options& options, const ReportedAlerts& alerts,
                                     Enricher& enricher);

/// Writes the incidents in all forms that the options name. All files are written or none is.
/// @param read  the pass that `logs` is from or, without alerts, the one that found none; null: no
///              log was read
Result<Done> write_report(const options::Options& options,
                          const std::vector<report::Incident>& incidents,
                          const input::ReadReport* read);

}  // namespace s3rare::cli
