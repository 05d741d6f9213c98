#include <algorithm>

#include "investigate/access/condition_on_source.h"
#include "investigate/dossier/findings.h"

namespace s3rare::investigate {
namespace {

bool has_condition(const AccessChange& change) {
  return std::any_of(change.grants.begin(), change.grants.end(),
                     [](const PublicGrant& grant) { return !grant.conditions.empty(); });
}

// The change that opened the bucket, or else the bucket's newest policy before the alert.
const AccessChange* change_with_condition(const Dossier& dossier) {
  if (dossier.exposed_by) {
    return has_condition(*dossier.exposed_by) ? &*dossier.exposed_by : nullptr;
  }
  for (const AccessChange& change : dossier.bucket_changes) {
    const bool is_policy = change.subject == AccessSubject::bucket_policy;
    if (!is_policy || change.time > dossier.alert->time || !change.error_code.empty()) continue;
    return has_condition(change) ? &change : nullptr;
  }
  return nullptr;
}

}  // namespace

ConditionFinding find_condition(const Dossier& dossier) {
  const AccessChange* const change = change_with_condition(dossier);
  if (change == nullptr) return {};
  const AlertToInvestigate& alert = *dossier.alert;
  const auto address = parse_source_address(alert.source);
  std::string conditions;
  bool is_limited = false;
  bool has_others = false;  // grants without a condition
  bool is_met = false;
  bool is_known = true;
  for (const PublicGrant& grant : change->grants) {
    if (grant.conditions.empty()) {
      has_others = has_others || !grant.actions.empty();
      is_known = is_known && !grant.actions.empty();  // "and 3 more" has none
      continue;
    }
    is_limited = is_limited || grant.limited;
    const auto met = meets_conditions(address, grant);
    is_met = is_met || met == true;
    is_known = is_known && met;
    for (const std::string& condition : grant.conditions) {
      conditions.append(conditions.empty() ? "" : "; ").append(condition);
    }
  }

  std::string text = dossier.exposed_by ? "The statement that opens the bucket to everyone "
                                        : "A statement for everyone ";
  text += is_limited ? "is limited by a Condition: " : "has a Condition: ";
  text += conditions + ".";
  if (!dossier.exposed_by) text += " It was set " + change_in_words(*change, alert);
  if (has_others) {
    text += " Another statement for everyone has no Condition.";
  } else if (is_met) {
    text += " " + alert.source + " satisfies it.";
  } else if (is_known) {
    text += " " + alert.source + " does not satisfy it: something else allowed the request.";
  } else {
    text +=
        " The logs do not show whether the source satisfied it; if it did not, something else "
        "allowed "
        "the request.";
  }
  return {Finding{FindingCode::statement_condition, std::move(text), {change->evidence}}, is_met};
}

}  // namespace s3rare::investigate
