// Only changes that succeeded count. One of another object's ACL says nothing of the alert's.

#include <algorithm>
#include <optional>

#include "s3rare/findings.h"
#include "s3rare/wording.h"

namespace s3rare {
namespace {

bool counts(const AccessChange& change, const AlertToInvestigate& alert) {
  if (!change.error_code.empty()) return false;
  return change.subject != AccessSubject::object_acl || change.key == alert.key;
}

// ", by ACTOR from ADDRESS (PutBucketPolicy): what was changed."
std::string by_whom(const AccessChange& change) {
  std::string text = ", by ";
  text += change.actor.empty() ? "an identity that the record does not name"
                               : name_in_words(change.actor);
  if (!change.source.empty()) text.append(" from ").append(name_in_words(change.source));
  text.append(" (").append(name_in_words(change.action)).append(")");
  if (change.told.empty()) return text + ".";
  text.append(": ").append(change.told);
  return text.back() == '.' ? text : text + ".";
}

// "1 hour before the alert, at 2024-05-09T02:34:12Z"
std::string when(const AccessChange& change, const AlertToInvestigate& alert) {
  const Seconds distance = change.time.seconds - alert.time.seconds;
  std::string text = distance == 0
                         ? "In the second of"
                         : length_in_words(distance) + (distance < 0 ? " before" : " after");
  return text.append(" the alert, at ").append(format_utc(change.time));
}

// The first success of somebody who did not sign that is known to lie at or after a time.
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

  /// The last success without credentials that is known in the alert's bucket.
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
  std::string time = when(opened, alert);
  if (time.front() == 'I') time.front() = 'i';
  findings.push_back({text + time + by_whom(opened), {opened.evidence}});

  const Strangers strangers(dossier);
  const FirstStranger& first = strangers.first();
  if (first.time < opened.time) {
    findings.push_back({"It was open before that: " + name_in_words(first.source) +
                            " reached it without credentials at " + format_utc(first.time) + ", " +
                            length_in_words(opened.time.seconds - first.time.seconds) + " earlier.",
                        {}});
  } else if (first.time < alert.time) {
    findings.push_back(
        {"The first known request without credentials that succeeded came " +
             length_in_words(first.time.seconds - opened.time.seconds) + " after it, from " +
             name_in_words(first.source) +
             (strangers.is_whole() ? "."
                                   : "; not all sources are listed, there may be an earlier one."),
         {}});
  }
}

void add_not_shown(const Dossier& dossier, std::vector<Finding>& findings) {
  const EventTime from =
      dossier.logs ? std::max(dossier.window.first, dossier.logs->first) : dossier.window.first;
  std::string text = "The logs do not show who opened the bucket: from " +
                     format_utc(from).substr(0, 10) +
                     " to the alert they hold no change that opens it. It was opened earlier, or "
                     "they lack it: a trail may leave out management events.";
  findings.push_back({std::move(text), {}});
}

// What decides whom a statement means, of the change that opened the bucket, or else of the newest
// one before the alert that has such a thing.
const AccessChange* limited_change(const Dossier& dossier) {
  const auto has_condition = [](const AccessChange& change) {
    return std::any_of(change.grants.begin(), change.grants.end(),
                       [](const PublicGrant& grant) { return !grant.conditions.empty(); });
  };
  if (dossier.exposed_by) {
    return has_condition(*dossier.exposed_by) ? &*dossier.exposed_by : nullptr;
  }
  for (const AccessChange& change : dossier.bucket_changes) {
    if (change.time <= dossier.alert->time && counts(change, *dossier.alert) &&
        has_condition(change)) {
      return &change;
    }
  }
  return nullptr;
}

void add_condition(const Dossier& dossier, std::vector<Finding>& findings) {
  const AccessChange* const change = limited_change(dossier);
  if (change == nullptr) return;
  std::string conditions;
  bool is_limited = false;
  bool is_unconditional = false;
  for (const PublicGrant& grant : change->grants) {
    is_limited = is_limited || grant.limited;
    is_unconditional = is_unconditional || grant.conditions.empty();
    for (const std::string& condition : grant.conditions) {
      conditions.append(conditions.empty() ? "" : "; ").append(condition);
    }
  }
  std::string text =
      "A statement for everyone of " + change->action + " at " + format_utc(change->time) +
      (is_limited ? " is limited by a Condition: " : " has a Condition: ") + conditions + ".";
  if (is_unconditional) {
    text += " Another statement for everyone has none.";
  } else {
    text += " Whether " + name_in_words(dossier.alert->source) +
            " met it, the logs do not say: if it did not, something else let it in.";
  }
  findings.push_back({std::move(text), {change->evidence}});
}

// The newest change after the alert that opened or closed decides.
void add_end(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  for (const AccessChange& change : dossier.bucket_changes) {
    if (change.time <= alert.time) break;
    if (!counts(change, alert)) continue;
    if (change.effect == AccessEffect::opened) {
      findings.push_back(
          {"The bucket was opened " + when(change, alert) + by_whom(change), {change.evidence}});
      return;
    }
    if (change.effect != AccessEffect::closed) continue;
    std::string text = "Access was taken away or limited " + when(change, alert) + by_whom(change);
    const EventTime last = Strangers(dossier).last();
    if (last > change.time) {
      text += " Requests without credentials succeeded even after it, at " + format_utc(last) + ".";
    } else if (!dossier.followup.span || dossier.followup.span->last < change.time) {
      text += " The source sent no request without credentials after it.";
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
  if (dossier.exposed_by) {
    add_opened(dossier, *dossier.exposed_by, findings);
  } else if (dossier.covers_alert) {
    add_not_shown(dossier, findings);
  }
  add_condition(dossier, findings);
  add_end(dossier, findings);
  return findings;
}

}  // namespace s3rare
