#include "investigate/dossier/make_dossier.h"

#include "investigate/dossier/findings.h"
#include "investigate/reached_by_many.h"

namespace s3rare::investigate {
namespace {

// Needs the dossier's window and alert.
void fill_coverage(Dossier& dossier, const Coverage& coverage) {
  if (coverage.earliest()) dossier.logs = Span{*coverage.earliest(), *coverage.latest()};
  dossier.covers_alert = coverage.covers(utc_day(dossier.alert->time));
  const std::int64_t last = utc_day(dossier.window.last);
  for (std::int64_t day = utc_day(dossier.window.first); day <= last; ++day) {
    ++dossier.days;
    dossier.days_covered += coverage.covers(day) ? 1 : 0;
  }
}

}  // namespace

Dossier make_dossier(Investigation& investigation, Exposures& exposures, const IdentityUses* uses,
                     const Coverage& coverage, std::size_t alert) {
  Dossier dossier;
  investigation.fill(dossier, alert);
  exposures.fill(dossier, alert);
  if (uses != nullptr) uses->fill(dossier.source_activity, dossier.alert->source);
  fill_coverage(dossier, coverage);
  judge_reached_by_many(dossier);
  // Findings read all other parts, so they come last.
  dossier.findings = find_findings(dossier);
  return dossier;
}

}  // namespace s3rare::investigate
