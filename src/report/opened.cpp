#include "report/opened.h"

#include <algorithm>
#include <tuple>

namespace s3rare::report {
namespace {

using investigate::openness::Openness;
using investigate::openness::Question;

struct Standing {
  const Exposed* opened = nullptr;  // by a change
  Openness at_end = Openness::closed;
};

// What a change opened, or may have, and nothing closed since. A denied request in between makes
// the logs less certain: it may have asked for an object that is not there.
Standing standing_of(const Incident& incident, Question question) {
  Standing standing;
  const Exposed* before = nullptr;
  for (const Exposed& exposed : incident.exposure.intervals) {
    if (exposed.question != question) continue;
    const bool is_wide = exposed.openness >= Openness::may_be_open;
    const bool goes_on = before != nullptr && before->to >= exposed.from;
    if (!is_wide || !goes_on) standing.opened = nullptr;
    if (is_wide && standing.opened == nullptr && !exposed.opened_by.empty()) {
      standing.opened = &exposed;
    }
    standing.at_end = exposed.openness;
    before = &exposed;
  }
  if (before == nullptr || before->to) standing.opened = nullptr;
  return standing;
}

// The widest of the three questions.
Standing standing_of(const Incident& incident) {
  Standing widest;
  for (const Question question : investigate::openness::kQuestions) {
    const Standing standing = standing_of(incident, question);
    if (standing.opened == nullptr) continue;
    if (widest.opened == nullptr || widest.at_end < standing.at_end) widest = standing;
  }
  return widest;
}

}  // namespace

bool is_opened_unreached(const Incident& incident) {
  return incident.access.succeeded == 0 && standing_of(incident).opened != nullptr;
}

void keep_opened_unreached(std::vector<Incident>& incidents) {
  std::erase_if(incidents, [](const Incident& incident) { return !is_opened_unreached(incident); });
  const auto rank = [](const Incident& incident) {
    const Standing standing = standing_of(incident);
    return std::tuple(standing.at_end != Openness::open, standing.opened->from,
                      std::tie(incident.key));
  };
  std::sort(incidents.begin(), incidents.end(),
            [&](const Incident& a, const Incident& b) { return rank(a) < rank(b); });
}

}  // namespace s3rare::report
