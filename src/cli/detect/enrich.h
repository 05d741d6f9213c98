// Adds place, network, indicators and priority to the alerts of `detect`.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
#include "s3rare/worst.h"

namespace s3rare::cli {

/// @returns the names of the lists, each once
std::vector<std::string> providers_of(const std::vector<ListedIn>& indicators);

class Enricher {
 public:
  /// Opens the databases and reads the lists that the options name.
  /// @returns the first error, with the file and, for a list, the line
  static Result<Enricher> open(const options::Options& options);

  /// @param detail  of the match of an alert
  /// @param worst   of its episode
  /// @returns everything known about the alert
  Enrichment enrich(const DetailReader& detail, const Worst& worst);

  /// @returns where an address is, and the lists that contain it
  Enrichment look_up(const std::string& source);

  /// Adds the databases and the lists of indicators to the summary.
  void summarize(output::Summary& summary) const;

  /// Warns of empty lists and bad lines, of damaged databases, and of those built more than 90 days
  /// before the newest record.
  /// @param latest  time of the newest record of the run
  /// @returns `incomplete` if a database is damaged
  ExitCode check(const output::Messages& messages, std::optional<EventTime> latest) const;

 private:
  explicit Enricher(const options::Options& options)
      : indicators_(options.lenient_lists ? lists::BadLines::count : lists::BadLines::refuse) {}

  places::Places places_;
  lists::Indicators indicators_;
};

}  // namespace s3rare::cli
