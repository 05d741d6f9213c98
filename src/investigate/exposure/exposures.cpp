#include "investigate/exposure/exposures.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "investigate/access/change_words.h"
#include "investigate/access/condition_on_source.h"

namespace s3rare::investigate {
namespace {

using openness::Openness;
using openness::Truth;

BucketName name_of(const AlertToInvestigate& alert) {
  return {alert.account, alert.region, alert.bucket};
}

std::optional<openness::Request> request_of(const AlertToInvestigate& alert) {
  const auto need = openness::need_of(alert.action, false);
  if (!need) return std::nullopt;
  openness::Request request{*need, std::nullopt, alert.time};
  if (need->of_object && !alert.key.empty()) request.key = alert.key;
  return request;
}

bool is_same(const openness::Request& a, const openness::Request& b) {
  return a.need.permission == b.need.permission && a.key == b.key;
}

// The intervals for the alert's own request, or null.
const std::vector<ExposureInterval>* intervals_for(const BucketExposure& exposure,
                                                   const AlertToInvestigate& alert) {
  const auto request = request_of(alert);
  if (!request) return nullptr;
  for (std::size_t i = 0; i < exposure.asked.size(); ++i) {
    if (is_same(exposure.asked[i], *request)) return &exposure.of_requests[i];
  }
  return nullptr;
}

// Whether the source is in a network to which a policy limits everyone; nothing if unknown.
std::optional<bool> is_in_network(const ExposureInterval& interval,
                                  const AlertToInvestigate& alert) {
  for (const RestsOn& rests_on : interval.rests_on) {
    if (rests_on.aspect != openness::Aspect::policy || rests_on.record == nullptr) continue;
    const auto source = parse_address(alert.source);
    std::optional<bool> best = false;
    for (const PublicGrant& grant : as_change(*rests_on.record, AccessEffect::none).grants) {
      const auto met = meets_conditions(source, grant);
      if (met == true) return true;
      if (!met) best = std::nullopt;
    }
    return best;
  }
  return std::nullopt;
}

// What an interval says about the alert's request: it may have been let in, or not.
AccessEffect lets_in(const ExposureInterval& interval, const AlertToInvestigate& alert) {
  switch (interval.openness) {
    case Openness::open:
      return AccessEffect::opened;
    case Openness::may_be_open:
      return AccessEffect::may_open;
    case Openness::restricted:
      break;
    case Openness::unknown:
    case Openness::closed:
      return AccessEffect::none;
  }
  if (either(interval.verdict.network, interval.verdict.endpoint) != Truth::yes) {
    return AccessEffect::none;  // signers only
  }
  return is_in_network(interval, alert).value_or(true) ? AccessEffect::may_open
                                                       : AccessEffect::none;
}

// Of the changes of one second that together opened a bucket, the one to name: what grants comes
// before what no longer holds back.
const KeptRecord& named_cause(const std::vector<KeptRecord>& causes) {
  const auto rank = [](const KeptRecord& record) {
    const AccessSubject subject = record->subject.value_or(AccessSubject::bucket);
    return std::tuple(subject, std::string_view(record->call), record->content);
  };
  return *std::min_element(
      causes.begin(), causes.end(),
      [&](const KeptRecord& a, const KeptRecord& b) { return rank(a) < rank(b); });
}

// The record of the policy with the date that began an interval.
KeptRecord policy_of(const ExposureInterval& interval) {
  for (const RestsOn& rests_on : interval.rests_on) {
    if (rests_on.aspect == openness::Aspect::policy) return rests_on.record;
  }
  return nullptr;
}

// Whether a change no longer holds back what nothing else is known of.
bool frees(const AccessRecord& record) {
  if (!record.asked || !record.succeeded()) return false;
  if (const auto* const set = std::get_if<openness::BlockSet>(&*record.asked)) {
    return set->block.restrict_buckets == Truth::no || set->block.ignore_acls == Truth::no;
  }
  const auto* const ownership = std::get_if<openness::OwnershipSet>(&*record.asked);
  return ownership != nullptr && ownership->acls_disabled == Truth::no;
}

// Where nothing is known on either side, yet the request succeeded: the newest removal of a guard,
// which may have held back what was set before the logs begin.
std::optional<AccessChange> freed_by(const BucketExposure& exposure,
                                     const AlertToInvestigate& alert) {
  std::map<AccessSubject, KeptRecord> newest;
  for (const CountedRecord& counted : exposure.changes) {
    const AccessRecord& record = *counted.record;
    if (record.time.seconds > alert.time.seconds) break;
    // Before its creation nothing was set.
    if (record.succeeded() && record.action == "CreateBucket") return std::nullopt;
    if (record.succeeded()) newest[*record.subject] = counted.record;
  }
  KeptRecord cause;
  for (const auto& [subject, record] : newest) {
    if (!frees(*record)) continue;
    if (cause == nullptr || cause->time < record->time) cause = record;
  }
  if (cause == nullptr) return std::nullopt;
  AccessChange change = as_change(*cause, AccessEffect::may_open);
  change.on_request = AccessEffect::may_open;
  return change;
}

// What an organization's change set for the account.
void add_organization(const AccessRecord& record, const BucketExposure& exposure,
                      AccessChange& change) {
  if (exposure.organizations == nullptr) return;
  for (const OrganizationChange& of : *exposure.organizations) {
    if (of.counted.record.get() != &record) continue;
    change.told.append(": ").append(told_of_organization(of.shown));
    return;
  }
}

AccessChange shown(const AccessRecord& record, AccessEffect effect,
                   const BucketExposure& exposure) {
  AccessChange change = as_change(record, effect);
  if (record.organization != nullptr) add_organization(record, exposure, change);
  const auto bucket = exposure.access_point_buckets.find(&record);
  if (bucket == exposure.access_point_buckets.end()) return change;
  change.bucket = bucket->second;
  if (change.bucket.empty()) {
    change.told += "; the logs do not say of which bucket the access point is";
  }
  return change;
}

std::optional<AccessChange> exposed_by(const BucketExposure& exposure,
                                       const AlertToInvestigate& alert) {
  const auto* const intervals = intervals_for(exposure, alert);
  if (intervals == nullptr) return std::nullopt;
  for (std::size_t place = place_at(*intervals, alert.time);; --place) {
    const ExposureInterval& interval = (*intervals)[place];
    const AccessEffect effect = lets_in(interval, alert);
    if (effect != AccessEffect::none) {
      KeptRecord cause;
      if (!interval.opened_by.empty()) cause = named_cause(interval.opened_by);
      if (interval.begins_by_date) cause = policy_of(interval);
      if (cause == nullptr || !cause->subject) return std::nullopt;
      AccessChange change = shown(*cause, effect, exposure);
      change.on_request = effect;
      return change;
    }
    // A closing before the request had perhaps not taken effect.
    const bool is_slow =
        place > 0 && interval.from->seconds + (*intervals)[place - 1].slack >= alert.time.seconds;
    if (!is_slow) {
      return interval.openness == Openness::unknown ? freed_by(exposure, alert) : std::nullopt;
    }
  }
}

// --- Lists.

bool is_before(const AccessRecord& record, const AlertToInvestigate& alert) {
  return record.time.seconds <= alert.time.seconds;
}

// The changes nearest to the alert, newest first.
struct Nearest {
  std::vector<CountedRecord> listed;
  std::uint64_t left_out = 0;
};

// @param changes  in order
// @param is_last  whether a change is listed however far it is
template <class IsLast>
Nearest nearest(const std::vector<CountedRecord>& changes, const AlertToInvestigate& alert,
                std::ptrdiff_t most_before, std::ptrdiff_t most_after, IsLast&& is_last) {
  Nearest found;
  const auto after = std::partition_point(
      changes.begin(), changes.end(),
      [&](const CountedRecord& counted) { return is_before(*counted.record, alert); });
  for (auto counted = changes.rbegin(); counted != changes.rend(); ++counted) {
    const auto place = counted.base() - 1;
    const bool is_near = place < after ? after - place <= most_before : place - after < most_after;
    if (is_near || is_last(*counted->record)) {
      found.listed.push_back(*counted);
    } else {
      found.left_out += counted->deliveries;
    }
  }
  return found;
}

// The last successful change of each subject.
std::map<AccessSubject, const AccessRecord*> last_of_each(
    const std::vector<CountedRecord>& changes) {
  std::map<AccessSubject, const AccessRecord*> last;
  for (const CountedRecord& counted : changes) {
    if (counted.record->succeeded()) last[*counted.record->subject] = counted.record.get();
  }
  return last;
}

// What a request that sets an object's ACL did, as far as ACLs count at its time.
AccessEffect effect_of_object_acl(const AccessRecord& record, const BucketExposure& exposure) {
  const auto* const set =
      record.asked ? std::get_if<openness::ObjectAclSet>(&*record.asked) : nullptr;
  // What a stranger writes belongs to all strangers: nobody opened it.
  if (set == nullptr || !record.succeeded() || set->by_owner) return AccessEffect::none;
  const openness::Grants& grants = set->object.acl.everyone;
  const Truth granted = std::max({grants.read, grants.write, grants.read_acp, grants.write_acp});
  if (granted == Truth::no) return AccessEffect::none;
  const auto& reading = exposure.intervals[static_cast<std::size_t>(openness::Question::read)];
  if (reading[place_at(reading, record.time)].openness == Openness::closed) {
    return AccessEffect::none;  // ACLs are disabled or ignored
  }
  return granted == Truth::yes ? AccessEffect::opened : AccessEffect::may_open;
}

void list_changes(const BucketExposure& exposure, const AlertToInvestigate& alert,
                  Dossier& dossier) {
  std::vector<CountedRecord> changes;
  std::vector<CountedRecord> opened;
  for (const CountedRecord& counted : exposure.changes) {
    const AccessRecord& record = *counted.record;
    if (record.subject == AccessSubject::object_acl) {
      if (opens(effect_of_object_acl(record, exposure))) opened.push_back(counted);
      if (record.key != alert.key) continue;
    }
    changes.push_back(counted);
  }
  std::map<const AccessRecord*, AccessEffect> effects = exposure.effects;
  std::map<const AccessRecord*, AccessEffect> on_request;
  if (const auto* const intervals = intervals_for(exposure, alert)) {
    add_effects(*intervals, effects);
    add_effects(*intervals, on_request);
  }
  if (dossier.exposed_by) {
    // What may have let the alert in is listed as such.
    for (const CountedRecord& counted : changes) {
      const AccessRecord& record = *counted.record;
      if (record.time != dossier.exposed_by->time ||
          record.evidence != dossier.exposed_by->evidence) {
        continue;
      }
      effects[&record] = dossier.exposed_by->effect;
      on_request[&record] = dossier.exposed_by->effect;
    }
  }
  const auto effect_in = [](const auto& of, const AccessRecord& record) {
    const auto found = of.find(&record);
    return found == of.end() ? AccessEffect::none : found->second;
  };
  const auto last = last_of_each(changes);
  const Nearest near = nearest(changes, alert, Exposures::kMostBefore, Exposures::kMostAfter,
                               [&](const AccessRecord& record) {
                                 const auto of_subject = last.find(*record.subject);
                                 return of_subject != last.end() && of_subject->second == &record;
                               });
  for (const CountedRecord& counted : near.listed) {
    const AccessRecord& record = *counted.record;
    dossier.bucket_changes.push_back(shown(record, effect_in(effects, record), exposure));
    dossier.bucket_changes.back().on_request = effect_in(on_request, record);
  }
  dossier.bucket_changes_left_out = near.left_out + exposure.changes_dropped;
  const Nearest near_opened = nearest(opened, alert, Exposures::kMostOpened, Exposures::kMostOpened,
                                      [](const auto&) { return false; });
  for (const CountedRecord& counted : near_opened.listed) {
    dossier.opened_objects.push_back(
        as_change(*counted.record, effect_of_object_acl(*counted.record, exposure)));
  }
  dossier.opened_objects_left_out = near_opened.left_out;
}

}  // namespace

Exposures::Exposures(const AccessRecords& records, EventTime until)
    : records_(records), until_{until.seconds, 0} {
  for (std::size_t alert = 0; alert < records.alerts().size(); ++alert) {
    alerts_[name_of(records.alerts()[alert])].push_back(alert);
  }
}

std::shared_ptr<const BucketExposure> Exposures::of(std::size_t alert) {
  const AlertToInvestigate& first = records_.alerts()[alert];
  if (first.bucket.empty()) return nullptr;
  const BucketName name = name_of(first);
  auto& made = made_[name];
  if (made != nullptr) return made;
  std::vector<openness::Request> asked;
  for (const std::size_t other : alerts_[name]) {
    const auto request = request_of(records_.alerts()[other]);
    if (!request) continue;
    const bool is_new = std::none_of(asked.begin(), asked.end(), [&](const openness::Request& of) {
      return is_same(of, *request);
    });
    if (is_new) asked.push_back(*request);
  }
  auto& organizations = organizations_[name.account];
  if (organizations == nullptr) {
    organizations = organization_changes(name.account, records_.of_organizations());
  }
  made = std::make_shared<const BucketExposure>(
      make_exposure(name, {records_.of_bucket(first), records_.of_account(first), organizations},
                    std::move(asked), until_));
  return made;
}

void Exposures::fill(Dossier& dossier, std::size_t alert) {
  dossier.exposure = of(alert);
  if (dossier.exposure == nullptr) return;
  const AlertToInvestigate& of = records_.alerts()[alert];
  dossier.exposed_by = exposed_by(*dossier.exposure, of);
  list_changes(*dossier.exposure, of, dossier);
}

}  // namespace s3rare::investigate
