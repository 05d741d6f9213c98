#include "s3rare/enrichment.h"

#include <algorithm>
#include <utility>

namespace s3rare {
namespace {

Exposure exposure_of(const Worst& worst) {
  Exposure exposure;
  exposure.effect = effect_of_match(worst.request().action);
  exposure.bytes_out = worst.bytes();
  exposure.key_kind = worst.key_kind();
  return exposure;
}

}  // namespace

Assessment assess_episode(const Exposure& first, const std::vector<std::string>& listed_in,
                          const Worst& worst) {
  Assessment assessment = assess(first, listed_in);
  if (worst.empty()) return assessment;
  Assessment of_worst = assess(exposure_of(worst), {});
  if (worst.any_listed() && worst.fetched_in_bulk()) {
    if (of_worst.priority < Priority::high) of_worst = {Priority::high, {}};
    of_worst.reasons.emplace_back("a bucket was listed, and 100 objects or 100 MB were fetched");
  }
  if (of_worst.priority > assessment.priority) return of_worst;
  if (of_worst.priority < assessment.priority) return assessment;
  for (std::string& reason : of_worst.reasons) {
    std::vector<std::string>& reasons = assessment.reasons;
    if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
      reasons.push_back(std::move(reason));
    }
  }
  return assessment;
}

}  // namespace s3rare
