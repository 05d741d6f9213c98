#include "cli/detect/enrich.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "input/exposure_reader.h"
#include "text/quantities.h"

namespace s3rare::cli {
namespace {

// Addresses move: an older database is wrong about too many of them.
constexpr Seconds kLongestAge = 90 * kSecondsPerDay;

}  // namespace

std::vector<std::string> providers_of(const std::vector<ListedIn>& indicators) {
  std::vector<std::string> providers;
  for (const ListedIn& listed : indicators) {
    if (std::find(providers.begin(), providers.end(), listed.provider) == providers.end()) {
      providers.push_back(listed.provider);
    }
  }
  return providers;
}

Result<Enricher> Enricher::open(const options::Options& options) {
  Enricher enricher(options);
  for (const std::string& path : options.geoip) {
    if (auto added = enricher.places_.add(path); !added) return std::move(added.error());
  }
  for (const std::string& path : options.indicators) {
    if (auto added = enricher.indicators_.add(path); !added) return std::move(added.error());
  }
  return enricher;
}

Enrichment Enricher::enrich(const DetailReader& detail, const Worst& worst) {
  Enrichment enrichment = look_up(std::string(detail.find(DetailField::source_address)));
  enrichment.exposure = input::read_exposure(detail);
  enrichment.assessment =
      assess_episode(enrichment.exposure, providers_of(enrichment.indicators.first), worst);
  return enrichment;
}

Enrichment Enricher::look_up(const std::string& source) {
  Enrichment enrichment;
  if (const auto address = parse_source_address(source)) {
    places_.look_up(*address, enrichment.place, enrichment.as);
    enrichment.indicators = indicators_.find(*address);
  }
  return enrichment;
}

void Enricher::summarize(output::Summary& summary) const {
  for (const places::Database& database : places_.databases()) {
    summary.geoip.push_back({database.path, database.type, database.built, database.nodes,
                             database.looked_up, database.found});
  }
  for (const lists::Indicators::List& list : indicators_.lists()) {
    summary.lists.push_back(
        {list.path, false, list.networks, list.hit, list.of_other_types, list.bad_lines});
  }
}

ExitCode Enricher::check(const output::Messages& messages, std::optional<EventTime> latest) const {
  for (const lists::Indicators::List& list : indicators_.lists()) {
    if (list.first_bad) {
      messages.warning(fmt::format(
          "{}: left out {}, of which the first is {}", text::show_safely(list.path),
          text::count_of(list.bad_lines, "bad line"), text::show_safely(list.first_bad->what)));
    }
    if (list.networks == 0) {
      messages.warning(
          fmt::format("{}: found no address or network, expected one on each line: no "
                      "source can be on this list",
                      text::show_safely(list.path)));
    }
  }
  ExitCode code = ExitCode::done;
  for (const places::Database& database : places_.databases()) {
    const std::string name = text::show_safely(database.path);
    if (database.failed > 0) {
      code = ExitCode::incomplete;
      messages.warning(
          fmt::format("{}: found damage in {}, expected a sound database: places are missing", name,
                      text::count_of(database.failed, "look-up")));
    }
    if (latest && *latest - kLongestAge > database.built) {
      messages.warning(fmt::format(
          "{}: found a database built {}, expected one built at most 90 days before the "
          "newest record, {}: places may have changed",
          name, format_utc(database.built), format_utc(*latest)));
    }
  }
  return code;
}

}  // namespace s3rare::cli
