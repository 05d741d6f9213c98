#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "text/quantities.h"

namespace s3rare::investigate {

std::vector<Finding> find_limits(const Dossier& dossier) {
  std::vector<Finding> findings;
  if (dossier.days_covered < dossier.days) {
    std::string text = "Of " + text::count_of(dossier.days, "day") +
                       " looked at, the logs hold records of " +
                       std::to_string(dossier.days_covered);
    if (dossier.logs) {
      const std::string first = format_utc(dossier.logs->first).substr(0, 10);
      const std::string last = format_utc(dossier.logs->last).substr(0, 10);
      text += first == last ? ", " + first : ", from " + first + " to " + last;
    }
    findings.push_back(
        {FindingCode::days_missing, text + ": what happened on the others, they do not show.", {}});
  }
  if (dossier.bucket_changes_left_out > 0) {
    findings.push_back({FindingCode::changes_not_listed,
                        text::count_of(dossier.bucket_changes_left_out, "change") +
                            " of access are not listed: there are too many.",
                        {}});
  }
  if (!dossier.access_points_whole) {
    findings.push_back(
        {FindingCode::access_points_missing,
         "There are too many changes of access points in the account to keep: some are missing "
         "here, and are not counted.",
         {}});
  }
  const bool is_estimate = dossier.prior.buckets.estimated || dossier.prior.keys.estimated ||
                           dossier.followup.buckets.estimated || dossier.followup.keys.estimated ||
                           dossier.other_sources.sources.estimated;
  if (is_estimate) {
    findings.push_back(
        {FindingCode::counts_estimated,
         "There are too many different buckets, keys or sources to remember: numbers of different "
         "ones that say so are estimates, those of requests are exact.",
         {}});
  }
  if (dossier.other_sources.top_of_sample) {
    findings.push_back(
        {FindingCode::sources_sampled,
         "The other sources that are listed are of a sample: others may have more requests.",
         {}});
  }
  return findings;
}

}  // namespace s3rare::investigate
