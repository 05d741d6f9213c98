// The last stage of a run: alerts -> lines, written to the output and the state.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/detect/enrich.h"
#include "cli/detect/match_paths.h"
#include "cli/state/memory.h"
#include "input/detail_compressor.h"
#include "input/file_reader.h"
#include "options/options.h"
#include "output/alert_line.h"
#include "output/messages.h"
#include "output/summary.h"
#include "s3rare/alert.h"
#include "s3rare/error.h"
#include "s3rare/history.h"

namespace s3rare::cli {

/// The alerts that a complete history raises.
struct RunAlerts {
  std::vector<Alert> alerts;
  HeldBack held;                       ///< by `--max-alerts`
  std::uint64_t learned = 0;           ///< episodes that raise no alert because they are learned
  output::PrioritySummary priorities;  ///< of the alerts written
  std::string printed;                 ///< their lines, with `--investigate`
};

struct AlertLine {
  std::string text;  ///< with its line end
  Priority priority = Priority::medium;
};

/// Renders the alerts of a run as lines. Borrows what it is made of.
struct AlertRenderer {
  output::AlertContext context;
  input::DetailCompressor& details;
  const MatchPaths& paths;
  Enricher& enricher;

  AlertLine render(const Alert& alert) const;
};

/// Writes the alerts, then the state. A crash between the two repeats alerts in the next run, with
/// the same ids; the other order would lose them. Reports its errors on standard error.
/// @param found   receives the priorities and, with `--investigate`, the lines
/// @param memory  the state, or null
/// @returns an error that is already reported; without a state also an unreported `closed_pipe`
Result<Done> write_all(const options::Options& options, const output::Messages& messages,
                       const AlertRenderer& renderer, RunAlerts& found, const History& history,
                       const input::ReadReport& report, Memory* memory);

}  // namespace s3rare::cli
