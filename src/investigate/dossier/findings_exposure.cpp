#include <algorithm>
#include <optional>

#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "investigate/openness/bucket_timeline.h"
#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

// The first known anonymous success in the alert's bucket.
struct FirstStranger {
  EventTime time;
  std::string source;
};

class Strangers {
 public:
  explicit Strangers(const Dossier& dossier) : dossier_(dossier) {
    const AlertToInvestigate& alert = *dossier.alert;
    first_ = {alert.time, alert.source};
    for (const RequestedKey& request : dossier.prior.first_keys) {
      if (request.bucket == alert.bucket && request.outcome == "success") {
        consider({request.time, alert.source});
      }
    }
    for (const OtherSources::Source& other : dossier.other_sources.top) {
      consider({other.span.first, other.address});
    }
  }

  const FirstStranger& first() const { return first_; }

  /// Whether every source and request is listed: else an unlisted one may be earlier.
  bool is_whole() const {
    const OtherSources& others = dossier_.other_sources;
    return !others.top_of_sample && others.sources.count <= others.top.size() &&
           dossier_.prior.records <= dossier_.prior.first_keys.size();
  }

  /// The last known anonymous success in the alert's bucket.
  EventTime last() const {
    EventTime last = dossier_.alert->time;
    for (const OtherSources::Source& other : dossier_.other_sources.top) {
      last = std::max(last, other.span.last);
    }
    for (const RequestedKey& request : dossier_.followup.first_keys) {
      if (request.bucket == dossier_.alert->bucket && request.outcome == "success") {
        last = std::max(last, request.time);
      }
    }
    for (const Enumeration& enumeration : dossier_.enumerations) {
      if (enumeration.bucket != dossier_.alert->bucket) continue;
      last = std::max({last, enumeration.listed.last, enumeration.fetched.last});
    }
    return last;
  }

 private:
  void consider(FirstStranger stranger) {
    if (stranger.time < first_.time) first_ = std::move(stranger);
  }

  const Dossier& dossier_;
  FirstStranger first_;
};

void add_opened(const Dossier& dossier, const AccessChange& opened,
                std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  std::string text = opened.effect == AccessEffect::opened ? "The bucket was opened "
                                                           : "The bucket may have been opened ";
  const FindingCode code = opened.effect == AccessEffect::opened
                               ? FindingCode::bucket_opened
                               : FindingCode::bucket_may_be_opened;
  findings.push_back({code, text + change_in_words(opened, alert), {opened.evidence}});

  const Strangers strangers(dossier);
  const FirstStranger& first = strangers.first();
  if (first.time < opened.time) {
    findings.push_back({FindingCode::open_earlier,
                        "The bucket was already open: " + name_in_words(first.source) +
                            " accessed it anonymously at " + format_utc(first.time) + ", " +
                            length_in_words(opened.time.seconds - first.time.seconds) + " earlier.",
                        {}});
  } else if (first.time < alert.time) {
    std::string known = "The first known successful anonymous request came " +
                        length_in_words(first.time.seconds - opened.time.seconds) +
                        " later, from " + name_in_words(first.source);
    if (opened.time < dossier.window.first) {
      known += "; requests before " + format_utc(dossier.window.first) + " were not looked at (" +
               before_option(dossier) + ")";
    } else if (!strangers.is_whole()) {
      known += "; the dossier does not list every request, so there may be an earlier one";
    }
    findings.push_back({FindingCode::first_anonymous_success, known + ".", {}});
  }
}

bool is_of_bucket_acl(const AccessChange& change) {
  return change.subject == AccessSubject::bucket_acl || change.subject == AccessSubject::bucket;
}

// The newest opening that is in force at the alert but does not allow the alert's request.
const AccessChange* other_opening(const Dossier& dossier) {
  const AlertToInvestigate& alert = *dossier.alert;
  bool has_acl = false;
  bool has_policy = false;
  for (const AccessChange& change : dossier.bucket_changes) {
    if (change.time.seconds > alert.time.seconds || !change.error_code.empty()) continue;
    const bool is_acl = is_of_bucket_acl(change);
    if (!is_acl && change.subject != AccessSubject::bucket_policy) continue;
    if (change.subject == AccessSubject::bucket && change.effect == AccessEffect::closed) break;
    bool& has_newer = is_acl ? has_acl : has_policy;
    if (!has_newer && change.effect == AccessEffect::opened &&
        change.on_request == AccessEffect::none) {
      return &change;
    }
    has_newer = true;
  }
  return nullptr;
}

void add_other_opening(const Dossier& dossier, const AccessChange& opening,
                       std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  std::string text = is_of_bucket_acl(opening) ? "The bucket's ACL was opened "
                                               : "The bucket's policy was opened ";
  text += change_in_words(opening, alert);
  if (is_of_bucket_acl(opening) && effect_of(alert.action) == Effect::read) {
    text += " A bucket ACL alone lets nobody fetch objects: it did not allow this request.";
  } else {
    text += is_of_bucket_acl(opening) ? " The ACL" : " The policy";
    text += " does not grant what this request needed: it did not allow this request.";
  }
  const FindingCode code = is_of_bucket_acl(opening) ? FindingCode::acl_not_the_cause
                                                     : FindingCode::policy_not_the_cause;
  findings.push_back({code, std::move(text), {opening.evidence}});
}

// Whether the dossier lists a change before the alert that opened something, or may have.
bool lists_opening(const Dossier& dossier) {
  const AlertToInvestigate& alert = *dossier.alert;
  return std::any_of(dossier.bucket_changes.begin(), dossier.bucket_changes.end(),
                     [&](const AccessChange& change) {
                       return opens(change.effect) && counts_for(alert, change) &&
                              change.time.seconds <= alert.time.seconds;
                     });
}

void add_not_shown(const Dossier& dossier, bool is_open_otherwise, std::vector<Finding>& findings) {
  std::string text = "The logs do not show ";
  text += is_open_otherwise ? "who allowed everyone " + name_in_words(dossier.alert->action)
                            : "who opened the bucket to everyone";
  if (lists_opening(dossier)) {
    text +=
        ": of the changes before the alert, those that opened something were replaced or "
        "blocked, or do not allow this request";
  } else if (dossier.bucket_changes_left_out > 0) {
    text += ": no change that allows this request was in force";
  } else {
    text += ": they hold no such change";
    if (dossier.logs) text += " from " + format_utc(dossier.logs->first).substr(0, 10);
    text += " to the alert";
  }
  text +=
      ". Either it was made earlier, or the logs lack it: a trail may exclude management "
      "events.";
  findings.push_back({FindingCode::opening_not_in_logs, std::move(text), {}});
}

Seconds slack_of(AccessSubject subject) {
  switch (subject) {
    case AccessSubject::bucket_acl:
    case AccessSubject::object_acl:
      return openness::Slack::kObject;
    case AccessSubject::account_public_access_block:
    case AccessSubject::organization_policy:
      return openness::Slack::kAccount;
    default:
      return openness::Slack::kBucket;
  }
}

// A closing that was logged before the alert, but not long enough before it to explain a refusal.
bool has_not_taken_effect(const AccessChange& closing, const AlertToInvestigate& alert) {
  return closing.time.seconds < alert.time.seconds &&
         closing.time.seconds + slack_of(closing.subject) >= alert.time.seconds;
}

void add_closed(const Dossier& dossier, const AccessChange& closing,
                std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  std::string text = "Access was removed or restricted " + change_in_words(closing, alert);
  const EventTime last = Strangers(dossier).last();
  if (closing.time.seconds == alert.time.seconds) {
    text += " The request came before it took effect.";
  }
  if (last > closing.time) {
    text += " Anonymous requests still succeeded afterwards, at " + format_utc(last) + ".";
  } else if (closing.time > dossier.window.last) {
    text += " Requests after " + format_utc(dossier.window.last) + " were not looked at (" +
            after_option(dossier) + ").";
  } else if (!dossier.followup.span || dossier.followup.span->last < closing.time) {
    text += " The source sent no anonymous request afterwards (" + after_option(dossier) + ").";
  } else {
    text +=
        " No later anonymous request is known to have succeeded (" + after_option(dossier) + ").";
  }
  findings.push_back({FindingCode::closed_after_alert, std::move(text), {closing.evidence}});
}

// Reports the newest change that opened or closed the bucket, unless it is older than what exposed
// it. In one second a closing comes after the request that succeeded, and an opening before it.
void add_end(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  for (const AccessChange& change : dossier.bucket_changes) {
    if (!counts_for(alert, change)) continue;
    const Seconds distance = change.time.seconds - alert.time.seconds;
    if (change.effect == AccessEffect::opened && distance == 0) continue;
    if (change.effect == AccessEffect::opened) {
      if (distance < 0) break;
      findings.push_back({FindingCode::opened_after_alert,
                          "The bucket was opened " + change_in_words(change, alert),
                          {change.evidence}});
      return;
    }
    if (change.effect != AccessEffect::closed) continue;
    if (distance >= 0) {
      add_closed(dossier, change, findings);
      return;
    }
    const bool is_of_opening =
        dossier.exposed_by && dossier.exposed_by->time.seconds <= change.time.seconds;
    if (!is_of_opening || !has_not_taken_effect(change, alert)) break;
    findings.push_back(
        {FindingCode::closed_before_alert,
         "Access was removed or restricted " + change_in_words(change, alert) +
             " The request still succeeded: S3 needs some time to apply such a change, or "
             "something else allowed the request.",
         {change.evidence}});
    return;
  }
}

// `add_opened` reports the alert's own object; skip it here.
void add_opened_objects(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  // The newest before the alert, else the oldest after it.
  const AccessChange* nearest = nullptr;
  for (const AccessChange& change : dossier.opened_objects) {
    if (change.key == alert.key) continue;
    nearest = &change;
    if (change.time.seconds <= alert.time.seconds) break;
  }
  if (nearest == nullptr) return;
  findings.push_back(
      {FindingCode::objects_opened_by_acl,
       text::count_of(dossier.opened_objects.size() + dossier.opened_objects_left_out, "request") +
           " opened objects of the bucket through object ACLs. The nearest opened " +
           name_in_words(nearest->key) + " " + change_in_words(*nearest, alert),
       {nearest->evidence}});
}

}  // namespace

std::vector<Finding> find_exposure(const Dossier& dossier) {
  std::vector<Finding> findings;
  if (dossier.alert->bucket.empty()) return findings;
  const ConditionFinding conditions = find_condition(dossier);
  const AccessChange* const other = other_opening(dossier);
  if (other != nullptr) add_other_opening(dossier, *other, findings);
  if (dossier.exposed_by) {
    add_opened(dossier, *dossier.exposed_by, findings);
  } else if (dossier.covers_alert && !conditions.source_meets) {
    add_not_shown(dossier, other != nullptr, findings);
  }
  if (conditions.finding) findings.push_back(*conditions.finding);
  add_opened_objects(dossier, findings);
  add_end(dossier, findings);
  return findings;
}

}  // namespace s3rare::investigate
