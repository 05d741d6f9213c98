// What `detect` tells people of its findings: its part of the summary, and its warnings.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/detect/alert_output.h"
#include "cli/exit_code.h"
#include "cli/reading/excepting.h"
#include "input/detail_compressor.h"
#include "options/options.h"
#include "output/messages.h"
#include "output/summary.h"
#include "s3rare/event_time.h"
#include "s3rare/siphash.h"

namespace s3rare::cli {

/// Fills in what became of the matches.
void summarize_matches(const Findings& found, const ExceptionHits& excepted,
                       std::uint64_t without_term, const Options& options,
                       output::Summary& summary);

/// Names the buckets, sources and user agents that the most alerts are about. Opens every alert's
/// detail twice.
/// @param key  secret of a hash
void rank_alerts(input::DetailCompressor& details, const std::vector<Alert>& alerts,
                 const HashKey& key, output::Summary& summary);

/// Warns of matches before the horizon of the state.
void warn_of_forgotten(const output::Messages& messages, std::uint64_t matches,
                       std::optional<EventTime> horizon);

/// Warns of alerts that the limit has held back.
void warn_of_held(const Options& options, const output::Messages& messages, const HeldBack& held);

/// Warns when the newest record is older than it may be: a stopped delivery must not look like
/// peace.
ExitCode check_age(const Options& options, const output::Messages& messages,
                   std::optional<EventTime> newest);

}  // namespace s3rare::cli
