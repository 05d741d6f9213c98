#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "investigate/exposure/bucket_exposure.h"
#include "text/quantities.h"

namespace s3rare::investigate {

std::vector<Finding> find_limits(const Dossier& dossier) {
  std::vector<Finding> findings;
  if (dossier.days_covered < dossier.days) {
    std::string text = "The logs hold records of " + std::to_string(dossier.days_covered) +
                       " of the " + text::count_of(dossier.days, "day") + " looked at (" +
                       options_in_words(dossier) + ")";
    if (dossier.logs) {
      const std::string first = format_utc(dossier.logs->first).substr(0, 10);
      const std::string last = format_utc(dossier.logs->last).substr(0, 10);
      text += first == last ? "; all are of " + first : "; they run from " + first + " to " + last;
    }
    findings.push_back({FindingCode::days_not_in_logs,
                        text + ": what happened on the other days is unknown.",
                        {}});
  }
  if (dossier.bucket_changes_left_out > 0) {
    std::string text = "The dossier omits " +
                       text::count_of(dossier.bucket_changes_left_out, "access change") +
                       ": there are too many.";
    if (dossier.exposure != nullptr && dossier.exposure->changes_dropped > 0) {
      text += " What " + std::to_string(dossier.exposure->changes_dropped) +
              " of them set is not kept: unless it was the same, the bucket's state meanwhile is "
              "not known.";
    }
    findings.push_back({FindingCode::access_changes_not_listed, std::move(text), {}});
  }
  const bool is_estimate = dossier.prior.buckets.estimated || dossier.prior.keys.estimated ||
                           dossier.followup.buckets.estimated || dossier.followup.keys.estimated ||
                           dossier.other_sources.sources.estimated;
  if (is_estimate) {
    findings.push_back(
        {FindingCode::counts_estimated,
         "There are too many distinct buckets, keys or sources to remember: their counts are "
         "estimates where marked. Request counts are exact.",
         {}});
  }
  if (dossier.other_sources.top_of_sample) {
    findings.push_back(
        {FindingCode::sources_sampled,
         "The listed other sources are a sample: unlisted sources may have more requests.",
         {}});
  }
  return findings;
}

}  // namespace s3rare::investigate
