// The end of a run's way: alerts -> lines, into the output and the state.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/detect/enrich.h"
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

/// What a complete history has brought.
struct Findings {
  std::vector<Alert> alerts;
  HeldBack held;
  std::uint64_t learned = 0;
  output::PrioritySummary priorities;  ///< of the alerts that are written
  std::string printed;                 ///< their lines, if they are to be investigated
};

struct Line {
  std::string text;  ///< with its end
  Priority priority = Priority::medium;
};

/// What turns the alerts of a run into lines.
struct Lines {
  output::AlertContext context;
  input::DetailCompressor& details;
  const std::map<std::uint32_t, std::string>& paths;  ///< of files, by their number in the run
  Enricher& enricher;

  Line of(const Alert& alert) const;
};

/// Writes first the alerts, then the state. A crash between the two repeats alerts in the next run,
/// with the same ids; the other way round it would lose them.
/// @param found   its priorities are counted here, and its lines kept
/// @param memory  the state, or null
/// @returns an error that people have been told of; or, untold and without a state only, that the
///          reader of the output has gone
Result<Done> write_all(const Options& options, const output::Messages& messages, const Lines& lines,
                       Findings& found, const History& history, const input::ReadReport& report,
                       Memory* memory);

}  // namespace s3rare::cli
