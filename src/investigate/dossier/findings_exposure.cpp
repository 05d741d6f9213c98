#include <algorithm>
#include <optional>

#include "investigate/access/needed_permission.h"
#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "s3rare/s3_action.h"
#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

// The first anonymous success that is known to lie at or after a time.
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

  /// Whether others are not listed, who may have come before.
  bool is_whole() const {
    const OtherSources& others = dossier_.other_sources;
    return !others.top_of_sample && others.sources.count <= others.top.size() &&
           dossier_.prior.records <= dossier_.prior.first_keys.size();
  }

  /// The last anonymous success that is known in the alert's bucket.
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
  findings.push_back({text + change_in_words(opened, alert), {opened.evidence}});

  const Strangers strangers(dossier);
  const FirstStranger& first = strangers.first();
  if (first.time < opened.time) {
    findings.push_back({"It was open before that: " + name_in_words(first.source) +
                            " reached it anonymously at " + format_utc(first.time) + ", " +
                            length_in_words(opened.time.seconds - first.time.seconds) + " earlier.",
                        {}});
  } else if (first.time < alert.time) {
    findings.push_back(
        {"The first known anonymous request that succeeded came " +
             length_in_words(first.time.seconds - opened.time.seconds) + " after it, from " +
             name_in_words(first.source) +
             (strangers.is_whole() ? "."
                                   : "; not all sources are listed, there may be an earlier one."),
         {}});
  }
}

bool is_of_bucket_acl(const AccessChange& change) {
  return change.subject == AccessSubject::bucket_acl || change.subject == AccessSubject::bucket;
}

bool lets_in(const AccessChange& opening, const AlertToInvestigate& alert) {
  if (is_of_bucket_acl(opening)) return use_of(alert.action) != S3Use::fetch;
  return opening.subject != AccessSubject::bucket_policy || may_give(opening, alert);
}

// The newest opening that stands at the alert and opened something else than the alert's request
// needed.
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
    if (!has_newer && change.effect == AccessEffect::opened && !lets_in(change, alert)) {
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
  text += is_of_bucket_acl(opening)
              ? " By itself that lets nobody fetch an object: it is not what let this request in."
              : " That does not give what this request needed: it is not what let it in.";
  findings.push_back({std::move(text), {opening.evidence}});
}

void add_not_shown(const Dossier& dossier, bool is_open_otherwise, std::vector<Finding>& findings) {
  const EventTime from =
      dossier.logs ? std::max(dossier.window.first, dossier.logs->first) : dossier.window.first;
  const std::string what = is_open_otherwise
                               ? "who let everyone do " + name_in_words(dossier.alert->action)
                               : "who opened the bucket to everyone";
  std::string text = "The logs do not show " + what + ": from " + format_utc(from).substr(0, 10) +
                     " to the alert they hold no change that does. It was opened earlier, or "
                     "they lack it: a trail may leave out management events.";
  findings.push_back({std::move(text), {}});
}

// The newest change after the alert that opened or closed decides.
void add_end(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  for (const AccessChange& change : dossier.bucket_changes) {
    if (change.time <= alert.time) break;
    if (!counts_for(alert, change)) continue;
    if (change.effect == AccessEffect::opened) {
      findings.push_back(
          {"The bucket was opened " + change_in_words(change, alert), {change.evidence}});
      return;
    }
    if (change.effect != AccessEffect::closed) continue;
    std::string text = "Access was taken away or limited " + change_in_words(change, alert);
    const EventTime last = Strangers(dossier).last();
    if (last > change.time) {
      text += " Anonymous requests succeeded even after it, at " + format_utc(last) + ".";
    } else if (!dossier.followup.span || dossier.followup.span->last < change.time) {
      text += " The source sent no anonymous request after it.";
    } else {
      text += " No anonymous request is known that succeeded after it.";
    }
    findings.push_back({std::move(text), {change.evidence}});
    return;
  }
  if (!dossier.exposed_by || !dossier.logs) return;
  const EventTime until = std::min(dossier.logs->last, dossier.window.last);
  if (until < alert.time) return;
  findings.push_back({"No change that closes the bucket is in the logs up to " + format_utc(until) +
                          ": it may be open still.",
                      {}});
}

// The alert's own object is told of with what exposed it.
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
      {text::count_of(dossier.opened_objects.size() + dossier.opened_objects_left_out, "request") +
           " opened objects of the bucket by their ACLs, the nearest for " +
           name_in_words(nearest->key) + " " + change_in_words(*nearest, alert),
       {nearest->evidence}});
}

void add_public_by_design(const OtherSources& others, std::vector<Finding>& findings) {
  if (!others.public_by_design) return;
  std::string text = "The bucket looks public by design: ";
  for (std::size_t i = 0; i < others.why.size(); ++i) {
    text.append(i == 0 ? "" : "; ").append(others.why[i]);
  }
  findings.push_back({text + ".", {}});
}

}  // namespace

std::vector<Finding> find_exposure(const Dossier& dossier) {
  std::vector<Finding> findings;
  if (dossier.alert->bucket.empty()) return findings;
  add_public_by_design(dossier.other_sources, findings);
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
