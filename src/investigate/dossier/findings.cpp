#include "investigate/dossier/findings.h"

#include <iterator>

namespace s3rare::investigate {

std::vector<Finding> find_findings(const Dossier& dossier) {
  std::vector<Finding> findings;
  const auto append = [&](std::vector<Finding> part) {
    findings.insert(findings.end(), std::make_move_iterator(part.begin()),
                    std::make_move_iterator(part.end()));
  };
  append(find_own_identities(dossier));
  if (!dossier.covers_alert) {
    findings.push_back({FindingCode::alert_day_not_in_logs,
                        "The logs hold no record of " +
                            format_utc(dossier.alert->time).substr(0, 10) +
                            ", the day of the alert: this dossier is incomplete.",
                        {}});
  }
  append(find_harm(dossier));
  append(find_exposure(dossier));
  append(find_state(dossier));
  append(find_reading(dossier));
  append(find_company(dossier));
  append(find_limits(dossier));
  return findings;
}

}  // namespace s3rare::investigate
