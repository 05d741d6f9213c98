#include "investigate/source_doings.h"

#include <array>

#include "investigate/bounded/byte_sum.h"

namespace s3rare::investigate {
namespace {

// Groups of an alert in the counter of distinct things.
enum Group : std::size_t {
  kPriorBuckets,
  kPriorKeys,
  kFollowupBuckets,
  kFollowupKeys,
  kEnumeratedBuckets
};

// Letters for kinds of actors, before the names of identities. Signers sort last: there are most of
// them, so the cap drops them first.
constexpr std::array<char, 3> kActors = {'0', '1', '2'};

std::string identity_behind_actor(const Doing& doing) {
  return kActors[static_cast<std::size_t>(doing.actor)] + doing.identity;
}

// Whether this is the alert's own record, which neither part counts. Without an event ID the other
// fields decide.
bool is_of_alert(const Doing& doing, const AlertToInvestigate& alert) {
  if (!alert.event_id.empty()) return doing.event_id() == alert.event_id;
  return doing.event_id().empty() && doing.time == alert.time && doing.bucket() == alert.bucket &&
         doing.key() == alert.key && doing.activity.fields.event_name.string() == alert.action;
}

}  // namespace

SourceRecords::SourceRecords(const InvestigationLimits& limits)
    : actions_(limits.actions_bytes),
      outcomes_(limits.outcomes_bytes),
      identities_(limits.identities_bytes),
      user_agents_(limits.user_agents_bytes),
      regions_(limits.regions_bytes) {}

void SourceRecords::add(const Doing& doing, const AlertToInvestigate& alert) {
  span_.add(doing.time);
  actions_.add(doing.action);
  outcomes_.add(doing.outcome);
  identities_.add(identity_behind_actor(doing));
  user_agents_.add(doing.activity.fields.user_agent.string());
  regions_.add(doing.activity.region);
  if (doing.actor != Actor::signer) return;
  ++signed_records_;
  signed_span_.add(doing.time);
  first_signed_.add(doing);
  if (!alert.account.empty() && doing.activity.fields.identity_account.is(alert.account)) {
    ++signed_by_own_account_;
    own_identities_.add(doing);
  }
}

void SourceRecords::merge(SourceRecords&& other) {
  span_.merge(other.span_);
  actions_.merge(std::move(other.actions_));
  outcomes_.merge(std::move(other.outcomes_));
  identities_.merge(std::move(other.identities_));
  user_agents_.merge(std::move(other.user_agents_));
  regions_.merge(std::move(other.regions_));
  signed_records_ += other.signed_records_;
  signed_span_.merge(other.signed_span_);
  signed_by_own_account_ += other.signed_by_own_account_;
  own_identities_.merge(std::move(other.own_identities_));
  first_signed_.merge(std::move(other.first_signed_));
}

SourceActivity SourceRecords::activity() const {
  SourceActivity activity;
  activity.records = actions_.total();
  activity.span = span_.span;
  activity.actions = actions_.counts();
  activity.outcomes = outcomes_.counts();
  activity.user_agents = user_agents_.counts();
  activity.regions = regions_.counts();
  activity.signed_records = signed_records_;
  activity.signed_span = signed_span_.span;
  activity.signed_by_own_account = signed_by_own_account_;
  own_identities_.fill(activity);
  if (signed_records_ > 0) activity.first_signed = first_signed_.evidence();

  activity.identities.other_records = identities_.total();
  activity.signed_identities.other_records = signed_records_;
  for (const auto& [name, records] : identities_.counted()) {
    const Counts::Counted counted{name.substr(1), records};
    activity.identities.counted.push_back(counted);
    activity.identities.other_records -= records;
    if (name.front() != kActors.back()) continue;
    activity.signed_identities.counted.push_back(counted);
    activity.signed_identities.other_records -= records;
  }
  sort_counts(activity.identities);
  sort_counts(activity.signed_identities);
  return activity;
}

std::vector<OwnIdentity> SourceRecords::own_identities() const {
  SourceActivity activity;
  own_identities_.fill(activity);
  return std::move(activity.own_identities);
}

AnonymousRecords::AnonymousRecords(const InvestigationLimits& limits)
    : actions_(limits.anonymous_actions_bytes),
      outcomes_(limits.anonymous_outcomes_bytes),
      first_keys_(limits.first_keys, limits.first_keys_bytes),
      secret_keys_(limits.secret_keys, limits.secret_keys_bytes) {}

void AnonymousRecords::add(const Doing& doing) {
  ++records_;
  span_.add(doing.time);
  actions_.add(doing.action);
  outcomes_.add(doing.outcome);
  first_keys_.add(doing);
  if (doing.secret) secret_keys_.add(doing);
  if (!doing.succeeded) return;
  ++succeeded_;
  bytes_out_ = byte_sum(bytes_out_, doing.activity.bytes_out.value_or(0));
  bytes_in_ = byte_sum(bytes_in_, doing.activity.bytes_in.value_or(0));
  without_bytes_ += doing.activity.bytes_out ? 0 : 1;
  objects_read_ += doing.effect == Effect::read ? 1 : 0;
  objects_written_ += doing.effect == Effect::wrote ? 1 : 0;
  objects_deleted_ += doing.effect == Effect::deleted ? 1 : 0;
}

void AnonymousRecords::merge(AnonymousRecords&& other) {
  records_ += other.records_;
  succeeded_ += other.succeeded_;
  span_.merge(other.span_);
  actions_.merge(std::move(other.actions_));
  outcomes_.merge(std::move(other.outcomes_));
  bytes_out_ = byte_sum(bytes_out_, other.bytes_out_);
  bytes_in_ = byte_sum(bytes_in_, other.bytes_in_);
  without_bytes_ += other.without_bytes_;
  objects_read_ += other.objects_read_;
  objects_written_ += other.objects_written_;
  objects_deleted_ += other.objects_deleted_;
  first_keys_.merge(std::move(other.first_keys_));
  secret_keys_.merge(std::move(other.secret_keys_));
}

AnonymousRequests AnonymousRecords::requests() const {
  AnonymousRequests requests;
  requests.records = records_;
  requests.succeeded = succeeded_;
  requests.span = span_.span;
  requests.actions = actions_.counts();
  requests.outcomes = outcomes_.counts();
  requests.bytes_out = bytes_out_;
  requests.bytes_in = bytes_in_;
  requests.without_bytes = without_bytes_;
  requests.objects_read = objects_read_;
  requests.objects_written = objects_written_;
  requests.objects_deleted = objects_deleted_;
  requests.first_keys = first_keys_.requests();
  requests.secret_keys = secret_keys_.requests();
  requests.secret_keys_left_out = secret_keys_.left_out();
  return requests;
}

SourceDoings::SourceDoings(const InvestigationLimits& limits, const Span& window)
    : records_(limits),
      prior_(limits),
      followup_(limits),
      minutes_(window.first, limits.minutes),
      enumerations_(limits.enumerated_buckets),
      timeline_(window, limits.timeline_steps) {}

void SourceDoings::add(const Doing& doing, const AlertToInvestigate& alert,
                       DistinctCounter& distinct, std::size_t group) {
  records_.add(doing, alert);
  timeline_.add(doing);
  if (doing.actor == Actor::anonymous) add_anonymous(doing, alert, distinct, group);
}

void SourceDoings::add_anonymous(const Doing& doing, const AlertToInvestigate& alert,
                                 DistinctCounter& distinct, std::size_t group) {
  const bool is_enumeration = doing.effect == Effect::listed || doing.effect == Effect::read;
  if (is_enumeration && doing.succeeded && !doing.bucket().empty()) {
    enumerations_.add(doing, alert.bucket);
    distinct.add(group + kEnumeratedBuckets, doing.bucket_hash);
  }
  const bool is_prior = doing.time < alert.time;
  if (!is_prior && is_of_alert(doing, alert)) return;
  (is_prior ? prior_ : followup_).add(doing);
  minutes_.add(doing.time, is_prior ? Side::prior : Side::followup);
  if (!doing.bucket().empty()) {
    distinct.add(group + (is_prior ? kPriorBuckets : kFollowupBuckets), doing.bucket_hash);
  }
  if (!doing.key().empty()) {
    distinct.add(group + (is_prior ? kPriorKeys : kFollowupKeys), doing.key_hash);
  }
}

void SourceDoings::merge(SourceDoings&& other) {
  records_.merge(std::move(other.records_));
  prior_.merge(std::move(other.prior_));
  followup_.merge(std::move(other.followup_));
  minutes_.merge(other.minutes_);
  enumerations_.merge(std::move(other.enumerations_));
  timeline_.merge(other.timeline_);
}

void SourceDoings::fill(Dossier& dossier, const DistinctCounter& distinct,
                        std::size_t group) const {
  dossier.source_activity = records_.activity();
  dossier.prior = prior_.requests();
  dossier.prior.buckets = distinct.count(group + kPriorBuckets);
  dossier.prior.keys = distinct.count(group + kPriorKeys);
  dossier.followup = followup_.requests();
  dossier.followup.buckets = distinct.count(group + kFollowupBuckets);
  dossier.followup.keys = distinct.count(group + kFollowupKeys);
  for (const Side side : {Side::prior, Side::followup}) {
    const auto peak = minutes_.peak(side);
    if (!peak) continue;
    AnonymousRequests& requests = side == Side::prior ? dossier.prior : dossier.followup;
    requests.peak_a_minute = peak->requests;
    requests.peak_minute = peak->minute;
  }
  dossier.enumerations = enumerations_.enumerations();
  if (!enumerations_.is_whole()) {
    const std::uint64_t buckets = distinct.count(group + kEnumeratedBuckets).count;
    dossier.enumerations_left_out = buckets - std::min(buckets, enumerations_.looked_at());
  }
  dossier.timeline_step = timeline_.step();
  dossier.timeline = timeline_.steps();
}

}  // namespace s3rare::investigate
