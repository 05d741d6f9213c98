// What `detect` reports once its alerts and its state are written: warnings, the summary, dossiers
// of the alerts, and the outcome.
#pragma once

#include "cli/detect/alert_output.h"
#include "cli/detect/data_events.h"
#include "cli/detect/detect_setup.h"
#include "cli/detect/detect_worker.h"
#include "cli/outcome.h"
#include "input/file_reader.h"
#include "input/find_files.h"
#include "options/options.h"
#include "output/messages.h"
#include "s3rare/siphash.h"

namespace s3rare::cli {

/// A run whose alerts and state are written.
struct WrittenRun {
  DetectSetup& setup;
  DetectWorker& whole;  ///< what all threads have met
  const RunAlerts& found;
  const input::ReadReport& report;
  const input::PassedOver& passed_over;
  const HashKey& key;  ///< secret, for hash tables
  const DataEventsVerdict& data_events;
};

/// Writes warnings and the summary to standard error, the summary file, and the dossiers that
/// `--investigate` asks for. Reports an exception on the way as an error, and worsens the outcome.
Outcome report_run(const options::Options& options, const output::Messages& messages,
                   const WrittenRun& run);

}  // namespace s3rare::cli
