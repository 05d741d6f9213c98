#include "investigate/exposure/bucket_exposure.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "investigate/exposure/what_decides.h"

namespace s3rare::investigate {
namespace {

using openness::Observation;
using openness::Openness;
using openness::Truth;

bool agrees(const std::string& one, const std::string& other) {
  return one.empty() || other.empty() || one == other;
}

bool is_earlier(const CountedRecord& a, const CountedRecord& b) {
  return compare(*a.record, *b.record) < 0;
}

bool is_of(const AccessRecord& record, const BucketName& name) {
  return agrees(record.account, name.account) && agrees(record.region, name.region);
}

// Whether a record shows that the name belongs to another bucket from then on.
bool takes_name(const AccessRecord& record, const BucketName& name) {
  return record.action == "CreateBucket" && record.succeeded() && !is_of(record, name);
}

Truth in_doubt(Truth truth) { return both(truth, Truth::maybe); }

// Requests that write an object are looked at if they open it, or if an alert names its key. So of
// other keys an opening is known, but not whether the object was written again since.
Observation with_doubt(Observation observation, const std::set<std::string_view>& keys) {
  auto* const set = std::get_if<openness::ObjectAclSet>(&observation.content);
  if (set == nullptr || keys.contains(set->key)) return observation;
  openness::Grants& grants = set->object.acl.everyone;
  grants = {in_doubt(grants.read), in_doubt(grants.write), in_doubt(grants.read_acp),
            in_doubt(grants.write_acp)};
  return observation;
}

// What may have been set by a change that was dropped.
std::optional<Observation::Content> unknown_content(RecordKind kind, bool of_account) {
  switch (kind) {
    case RecordKind::policy:
      return openness::PolicySet{openness::PolicySetting::omitted()};
    case RecordKind::acl:
      return openness::BucketAclSet{openness::Acl::omitted()};
    case RecordKind::block:
      return openness::BlockSet{of_account, openness::Block::all(Truth::maybe)};
    case RecordKind::ownership:
      return openness::OwnershipSet{Truth::maybe};
    default:
      return std::nullopt;
  }
}

// The observations of a bucket, with the record of each.
class Observations {
 public:
  Observations(const BucketName& name, const std::vector<openness::Request>& asked) : name_(name) {
    for (const openness::Request& request : asked) {
      if (request.key) keys_.insert(*request.key);
    }
  }

  void add(const KeptRecord& record) {
    if (takes_name(*record, name_)) {
      add({{record->time.seconds, 0}, openness::BucketDeleted{}, record->evidence.event_id},
          record);
      return;
    }
    if (!is_of(*record, name_)) return;
    for (std::size_t i = 0; i < record->shown.size(); ++i) {
      const Observation& shown = record->shown[i];
      // One call is in the caller's trail and in the owner's.
      const bool is_new =
          record->call.empty() ||
          calls_.emplace(shown.time.seconds, record->call, i, shown.content.index()).second;
      if (is_new) add(with_doubt(shown, keys_), record);
    }
  }

  void add(const OrganizationChanges& changes) {
    for (const OrganizationChange& change : changes) {
      for (const Observation& shown : change.shown) add(shown, change.counted.record);
    }
  }

  void add_dropped(const DroppedRecords& dropped, bool of_account) {
    const auto content = unknown_content(dropped.kind, of_account);
    if (content) add({{dropped.after.seconds, 0}, *content, {}}, nullptr);
  }

  const std::vector<Observation>& all() const { return all_; }
  const KeptRecord& record(std::size_t number) const { return records_[number]; }

 private:
  void add(Observation observation, KeptRecord record) {
    all_.push_back(std::move(observation));
    records_.push_back(std::move(record));
  }

  const BucketName& name_;
  std::set<std::string_view> keys_;  // of requests that were asked for
  std::set<std::tuple<Seconds, std::string_view, std::size_t, std::size_t>> calls_;
  std::vector<Observation> all_;
  std::vector<KeptRecord> records_;
};

std::vector<KeptRecord> records_of(const std::vector<std::size_t>& numbers,
                                   const Observations& observations) {
  std::vector<KeptRecord> records;
  for (const std::size_t number : numbers) {
    if (observations.record(number) != nullptr) records.push_back(observations.record(number));
  }
  return records;
}

std::vector<ExposureInterval> intervals_of(const std::vector<openness::Interval>& of,
                                           const Observations& observations) {
  std::vector<ExposureInterval> intervals;
  for (const openness::Interval& one : of) {
    ExposureInterval interval;
    interval.openness = one.openness;
    interval.from = one.from;
    interval.to = one.to;
    interval.opened_by = records_of(one.causes, observations);
    if (one.request) interval.shown_by = observations.record(*one.request);
    interval.begins_by_date = one.by_date;
    interval.served_after_closing = one.served_after_closing;
    interval.lacks_change = one.lacks_change;
    interval.is_ambiguous = one.is_ambiguous;
    interval.verdict = one.verdict;
    for (std::size_t aspect = 0; aspect < openness::kAspects; ++aspect) {
      const openness::Basis& basis = one.rests_on[aspect];
      if (basis.kind == openness::Basis::Kind::nothing) continue;
      const bool has_record = basis.kind > openness::Basis::Kind::presumed;
      interval.rests_on.push_back(
          {static_cast<openness::Aspect>(aspect), basis.kind,
           has_record ? observations.record(basis.observation) : KeptRecord()});
    }
    if (!intervals.empty()) {
      ExposureInterval& before = intervals.back();
      before.closed_by = interval.opened_by;
      before.ends_by_date = interval.begins_by_date;
      if (interval.openness < before.openness) {
        for (const std::size_t cause : one.causes) {
          before.slack = std::max(before.slack, slack_of(observations.all()[cause]));
        }
      }
    }
    intervals.push_back(std::move(interval));
  }
  return intervals;
}

int rank_of(AccessEffect effect) {
  switch (effect) {
    case AccessEffect::opened:
      return 3;
    case AccessEffect::may_open:
      return 2;
    case AccessEffect::closed:
      return 1;
    case AccessEffect::none:
      break;
  }
  return 0;
}

bool is_of_access_point(const AccessRecord& record) {
  return record.subject == AccessSubject::access_point ||
         record.subject == AccessSubject::access_point_policy;
}

// Finds the buckets of access points: only their creation names it.
class AccessPoints {
 public:
  /// @param record  of a change of an access point; called in order of time
  /// @returns its bucket; empty if unknown
  const std::string& follow(const AccessRecord& record) {
    std::string& bucket = buckets_[record.access_point];
    if (!record.succeeded() || record.subject != AccessSubject::access_point) return bucket;
    const bool is_deletion = record.action.starts_with("Delete");
    last_ = is_deletion ? bucket : record.bucket;
    bucket = is_deletion ? std::string() : record.bucket;
    return last_;
  }

 private:
  std::map<std::string_view, std::string> buckets_;
  std::string last_;
};

// Whether a change belongs to the bucket: it is in the list of changes.
void add_changes(const std::vector<CountedRecord>& records, BucketExposure& exposure,
                 std::uint64_t& kept) {
  AccessPoints access_points;
  for (const CountedRecord& counted : records) {
    const AccessRecord& record = *counted.record;
    if (!record.subject) continue;
    kept += counted.deliveries;
    if (is_of_access_point(record)) {
      const std::string& bucket = access_points.follow(record);
      if (!bucket.empty() && bucket != exposure.name.bucket) continue;
      exposure.access_point_buckets[&record] = bucket;
    } else if (!is_of(record, exposure.name) && !takes_name(record, exposure.name)) {
      continue;
    }
    exposure.changes.push_back(counted);
  }
}

void add_organization_changes(BucketExposure& exposure) {
  if (exposure.organizations == nullptr) return;
  for (const OrganizationChange& change : *exposure.organizations) {
    if (change.counted.record != nullptr) exposure.changes.push_back(change.counted);
  }
  std::stable_sort(exposure.changes.begin(), exposure.changes.end(), is_earlier);
}

// A website that stands: its last change is not its removal.
KeptRecord website_of(const std::vector<CountedRecord>& changes) {
  KeptRecord website;
  for (const CountedRecord& counted : changes) {
    const AccessRecord& record = *counted.record;
    if (!record.succeeded()) continue;
    const bool ends = record.action == "DeleteBucketWebsite" || record.action == "DeleteBucket";
    if (record.action == "PutBucketWebsite") website = counted.record;
    if (ends) website = nullptr;
  }
  return website;
}

bool is_undecided(Openness openness) {
  return openness == Openness::unknown || openness == Openness::may_be_open;
}

}  // namespace

void add_effects(const std::vector<ExposureInterval>& intervals,
                 std::map<const AccessRecord*, AccessEffect>& effects) {
  for (std::size_t i = 1; i < intervals.size(); ++i) {
    const Openness now = intervals[i].openness;
    AccessEffect effect = AccessEffect::may_open;
    if (now == Openness::open) {
      effect = AccessEffect::opened;
    } else if (now < intervals[i - 1].openness && now != Openness::may_be_open) {
      effect = AccessEffect::closed;
    }
    for (const KeptRecord& cause : intervals[i].opened_by) {
      const bool creates = cause->action == "CreateBucket";
      if (creates && effect == AccessEffect::closed) continue;  // nothing was open
      AccessEffect& known = effects.try_emplace(cause.get(), AccessEffect::none).first->second;
      if (rank_of(effect) > rank_of(known)) known = effect;
    }
  }
}

Openness BucketExposure::state() const {
  Openness widest = Openness::closed;
  for (const auto& of : intervals) widest = std::max(widest, of.back().openness);
  return widest;
}

std::size_t place_at(const std::vector<ExposureInterval>& intervals, EventTime time) {
  const auto after = std::partition_point(
      intervals.begin(), intervals.end(),
      [&](const ExposureInterval& of) { return !of.from || of.from->seconds <= time.seconds; });
  return after == intervals.begin() ? 0 : static_cast<std::size_t>(after - intervals.begin()) - 1;
}

BucketExposure make_exposure(const BucketName& name, const RecordsOfBucket& of,
                             std::vector<openness::Request> asked, EventTime until) {
  BucketExposure exposure;
  exposure.name = name;
  exposure.asked = std::move(asked);
  exposure.until = until;
  Observations observations(name, exposure.asked);
  std::vector<CountedRecord> records;
  std::uint64_t all = 0;
  for (const KeptRecords* const kept : {of.bucket, of.account}) {
    if (kept == nullptr) continue;
    kept->append_to(records);
    all += kept->changes();
    for (const DroppedRecords& dropped : kept->dropped()) {
      observations.add_dropped(dropped, kept == of.account);
    }
  }
  std::stable_sort(records.begin(), records.end(), is_earlier);
  for (const CountedRecord& counted : records) observations.add(counted.record);
  exposure.organizations = of.organizations;
  if (of.organizations != nullptr) observations.add(*of.organizations);
  const openness::BucketTimeline timeline =
      openness::make_timeline(openness::KnownState(name.bucket, name.account, name.region),
                              observations.all(), until, exposure.asked);
  for (std::size_t question = 0; question < exposure.intervals.size(); ++question) {
    exposure.intervals[question] = intervals_of(timeline.intervals[question], observations);
    add_effects(exposure.intervals[question], exposure.effects);
  }
  for (const auto& of_request : timeline.of_requests) {
    exposure.of_requests.push_back(intervals_of(of_request, observations));
  }
  std::uint64_t kept = 0;
  add_changes(records, exposure, kept);
  add_organization_changes(exposure);
  exposure.changes_dropped = all - std::min(all, kept);
  exposure.website = website_of(exposure.changes);
  const bool is_open_question =
      std::any_of(exposure.intervals.begin(), exposure.intervals.end(),
                  [](const auto& intervals) { return is_undecided(intervals.back().openness); });
  if (is_open_question) exposure.undecided = what_decides(timeline.at_end.front());
  return exposure;
}

}  // namespace s3rare::investigate
