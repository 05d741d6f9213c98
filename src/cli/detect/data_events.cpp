#include "cli/detect/data_events.h"

#include <algorithm>
#include <optional>

namespace s3rare::cli {

DataEventsVerdict judge_data_events(const state::DataEvents& known, const input::ReadReport& report,
                                    EventTime now, Seconds window) {
  const input::ReadCounts& counts = report.counts;
  std::optional<EventTime> latest = report.coverage.latest();
  if (latest) latest = std::min(*latest, now);
  if (report.has_data_events) return {false, false, {false, std::max(known.newest, latest)}};
  if (counts.records() == counts.records_malformed) return {false, false, known};
  const bool is_quiet = known.newest && (!latest || *latest <= *known.newest + window);
  if (is_quiet) return {false, false, known};
  return {true, !known.none, {true, std::nullopt}};
}

}  // namespace s3rare::cli
