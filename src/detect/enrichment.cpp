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

bool is_bulk(const Worst& worst) {
  return worst.any_listed() && worst.harm() == Harm::fetched && worst.bytes() >= kBulkBytes;
}

}  // namespace

Assessment assess_episode(const Exposure& first, const std::vector<std::string>& listed_in,
                          const Worst& worst) {
  Assessment assessment = assess(first, listed_in);
  if (worst.empty()) return assessment;
  Assessment of_worst = assess(exposure_of(worst), {});
  if (is_bulk(worst)) {
    of_worst = {Priority::high, {"a bucket was listed, and 100 MB or more of one object fetched"}};
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
