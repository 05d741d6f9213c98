// The part of the closing summary that `detect` alone fills in.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/detect/alert_output.h"
#include "cli/reading/excepting.h"
#include "input/detail_compressor.h"
#include "options/options.h"
#include "output/summary.h"
#include "s3rare/alert.h"
#include "s3rare/siphash.h"

namespace s3rare::cli {

/// Counts the matches by what became of them, and the alerts by priority.
void summarize_matches(const RunAlerts& found, const ExceptionHits& excepted,
                       std::uint64_t without_term, const options::Options& options,
                       output::Summary& summary);

/// Ranks the buckets, sources and user agents by their number of alerts. Expands the detail of
/// every alert twice.
/// @param key  secret, for hash tables
void rank_alerts(input::DetailCompressor& details, const std::vector<Alert>& alerts,
                 const HashKey& key, output::Summary& summary);

}  // namespace s3rare::cli
