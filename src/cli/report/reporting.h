// The stages of a report: alerts, one further pass over the logs, and the forms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/detect/enrich.h"
#include "input/file_reader.h"
#include "investigate/dossier/dossier.h"
#include "options/options.h"
#include "output/messages.h"
#include "output/summary.h"
#include "report/collected/changed_buckets.h"
#include "report/collected/incident_collection.h"
#include "report/incident.h"
#include "s3rare/error.h"

namespace s3rare::cli {

using AlertsToReport = std::vector<investigate::AlertToInvestigate>;

/// The alerts of a report.
struct ReportedAlerts {
  AlertsToReport alerts;
  report::ReachedBuckets reached;  ///< what their sources reached; empty if the alerts were given
  report::ChangedBuckets changed;  ///< incidents too; with `--opened` there are no others
  /// Of the pass that found them; nothing if they were given.
  std::optional<input::ReadReport> report;
  output::Summary summary;  ///< with `report`
};

/// Finds alerts as `detect` does, without a state.
/// @param enricher  of the options
Result<ReportedAlerts> find_alerts_to_report(const options::Options& options, Enricher& enricher);

/// Reads the alerts of `--alerts` or `--state`.
Result<ReportedAlerts> read_alerts_to_report(const options::Options& options);

/// Reads all logs for buckets whose access was changed.
Result<report::ChangedBuckets> find_changed_buckets(const options::Options& options);

/// What one further pass found.
struct ReportedLogs {
  std::vector<report::Incident> incidents;  ///< the worst first
  input::ReadReport report;
};

/// Reads all logs that the options name, and makes the incidents.
Result<ReportedLogs> read_for_report(const options::Options& options, const ReportedAlerts& alerts,
                                     Enricher& enricher);

/// @param lines  of alerts, as `detect` prints them
Result<AlertsToReport> read_alert_lines(const std::string& lines);

/// Writes the report that `detect --report` asks for, and tells of buckets that were opened and not
/// reached. What is wrong with the logs is reported already.
/// @param printed  the lines of the run's alerts; with a state, all alerts that it keeps count
Result<Done> report_printed(const options::Options& options, const output::Messages& messages,
                            Enricher& enricher, const std::string& printed);

/// Writes the incidents in all forms that the options name. All files are written or none is.
/// @param read  the pass that `logs` is from or, without alerts, the one that found none; null: no
///              log was read
Result<Done> write_report(const options::Options& options,
                          const std::vector<report::Incident>& incidents,
                          const input::ReadReport* read);

}  // namespace s3rare::cli
