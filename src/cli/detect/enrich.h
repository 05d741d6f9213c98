// What `detect` adds to its alerts, and what has to be there before any log is read.
#pragma once

#include <optional>

#include "cli/exit_code.h"
#include "lists/indicators.h"
#include "options/options.h"
#include "output/messages.h"
#include "output/summary.h"
#include "places/places.h"
#include "s3rare/detail.h"
#include "s3rare/enrichment.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::cli {

class Enricher {
 public:
  /// Opens the databases and reads the lists that the options name.
  /// @returns the first error, which names the file, and of a list the line
  static Result<Enricher> open(const Options& options);

  /// @returns what is known about an alert's match
  Enrichment enrich(const DetailReader& detail);

  /// Tells the summary which databases there are.
  void summarize(output::Summary& summary) const;

  /// Warns of databases that are damaged, and of those that are older than the logs by more than 90
  /// days.
  /// @param latest  the newest record of the run
  ExitCode check(const output::Messages& messages, std::optional<EventTime> latest) const;

 private:
  Enricher() = default;

  places::Places places_;
  lists::Indicators indicators_;
};

}  // namespace s3rare::cli
