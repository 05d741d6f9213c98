#include "report/make_incidents.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "report/actions.h"
#include "report/exposure.h"
#include "report/severity.h"
#include "report/tool.h"
#include "report/unknowns.h"
#include "s3rare/siphash.h"

namespace s3rare::report {
namespace {

using investigate::AlertToInvestigate;

constexpr std::size_t kMostListedObjects = 60;
constexpr std::size_t kMostListedSources = 100;
constexpr std::size_t kMostAlso = 20;
constexpr std::size_t kMostCompared = 256;  // incidents of one source: each costs each

std::vector<std::string> tools_of(const Counts& user_agents) {
  std::set<Tool> tools;
  for (const auto& [name, records] : user_agents.counted) tools.insert(tool_of(name));
  std::vector<std::string> names;
  names.reserve(tools.size());
  for (const Tool tool : tools) names.emplace_back(name_of(tool));
  return names;
}

auto harm_of(const IncidentSource& source) {
  return std::tuple(source.uses_own_identity(), !source.listed_in.empty(), source.deletions,
                    source.writes, source.secrets, source.bytes_out, source.fetches,
                    source.listings);
}

auto harm_of(const Incident& incident) {
  const auto uses_own = [](const IncidentSource& source) { return source.uses_own_identity(); };
  const Access& access = incident.access;
  return std::tuple(
      incident.severity, std::any_of(incident.sources.begin(), incident.sources.end(), uses_own),
      access.deleted.requests + access.written.requests > 0,
      std::count_if(incident.objects.begin(), incident.objects.end(),
                    [](const TouchedObject& object) { return object.secret.has_value(); }),
      access.read.bytes);
}

bool is_worse(const Incident& a, const Incident& b) {
  const auto harm_a = harm_of(a);
  const auto harm_b = harm_of(b);
  if (harm_a != harm_b) return harm_b < harm_a;
  const auto first = [](const Incident& of) {
    return of.access.span ? of.access.span->first : EventTime();
  };
  return std::tuple(first(a), std::tie(a.key)) < std::tuple(first(b), std::tie(b.key));
}

class Maker {
 public:
  Maker(const IncidentCollection& collection, std::span<const AlertToInvestigate> alerts,
        const Coverage& coverage, const Enrich& enrich, const Elsewhere& elsewhere)
      : collection_(collection),
        alerts_(alerts),
        coverage_(coverage),
        enrich_(enrich),
        elsewhere_(elsewhere) {}

  std::vector<Incident> make() {
    const auto& buckets = collection_.wanted().buckets;
    for (std::size_t bucket = 0; bucket < buckets.size(); ++bucket) {
      for (const auto& [region, requests] : collection_.requests(bucket).entries()) {
        IncidentKey key{buckets[bucket].account, region, buckets[bucket].bucket};
        places_.emplace(key, incidents_.size());
        make_one(std::move(key), bucket, &requests);
      }
    }
    place_alerts();
    place_unreached();
    for (Incident& incident : incidents_) finish(incident);
    tell_also();
    std::sort(incidents_.begin(), incidents_.end(), is_worse);
    return std::move(incidents_);
  }

 private:
  std::optional<Span> logs() const {
    if (!coverage_.earliest()) return std::nullopt;
    return Span{*coverage_.earliest(), *coverage_.latest()};
  }

  void make_one(IncidentKey key, std::size_t bucket, const BucketRequests* requests) {
    Incident& incident = incidents_.emplace_back();
    incident.id = siphash_128_hex({}, length_prefixed({key.account, key.region, key.bucket}));
    incident.key = std::move(key);
    incident.logs = logs();
    requests_.push_back(requests);
    if (requests != nullptr) {
      collection_.fill(incident.access, bucket, *requests);
      fill_objects(incident, *requests);
      fill_sources(incident, *requests);
    }
    incident.exposure =
        make_exposure(incident.key, collection_.access_log(bucket),
                      collection_.account_log(incident.key.account), coverage_.latest());
  }

  static void fill_objects(Incident& incident, const BucketRequests& requests) {
    incident.objects = requests.objects().objects();
    if (incident.objects.size() > kMostListedObjects) incident.objects.resize(kMostListedObjects);
    const Access& access = incident.access;
    // An object may be read and written: this bound is exact where only one was done.
    const std::uint64_t touched = std::max(
        {access.read.objects.count, access.written.objects.count, access.deleted.objects.count});
    const std::uint64_t listed = incident.objects.size();
    incident.objects_left_out = touched > listed ? touched - listed : 0;
  }

  void fill_sources(Incident& incident, const BucketRequests& requests) {
    std::uint64_t succeeded = 0;
    for (const auto& [key, of_source] : requests.sources().entries()) {
      if (!of_source.succeeded()) continue;
      ++succeeded;
      IncidentSource& source = incident.sources.emplace_back();
      source.address = key.address;
      source.is_new = !key.is_known;
      if (source.is_new) ++incident.access.new_sources;
      of_source.fill(source);
      source.tools = tools_of(source.user_agents);
      source.identities = collection_.identities_of(source.address, incident.key.account);
      for (UsedIdentity& identity : source.identities) {
        if (identity.of_own_account) elsewhere_(identity, source.address);
      }
      enrich_(source);
    }
    std::sort(incident.sources.begin(), incident.sources.end(),
              [](const IncidentSource& a, const IncidentSource& b) {
                const auto harm_a = harm_of(a);
                const auto harm_b = harm_of(b);
                return harm_a == harm_b ? a.address < b.address : harm_b < harm_a;
              });
    incident.sources_left_out = std::max(incident.access.sources.count, succeeded) - succeeded;
  }

  void place_alerts() {
    for (const AlertToInvestigate& alert : alerts_) {
      if (alert.bucket.empty()) continue;
      Incident& incident = incidents_[place_of(alert)];
      incident.alerts.push_back({alert.alert_id,
                                 alert.time,
                                 alert.source,
                                 alert.action,
                                 alert.key,
                                 {alert.event_id, alert.path, alert.offset}});
    }
  }

  // The incident of the alert's bucket and Region; without a Region, of the first one.
  std::size_t place_of(const AlertToInvestigate& alert) {
    const IncidentKey key{alert.account, alert.region, alert.bucket};
    auto found = places_.find(key);
    if (found == places_.end() && alert.region.empty()) {
      found = places_.lower_bound(key);
      const bool is_of_bucket = found != places_.end() && found->first.account == key.account &&
                                found->first.bucket == key.bucket;
      if (!is_of_bucket) found = places_.end();
    }
    return found != places_.end() ? found->second : make_without_requests(key);
  }

  std::size_t make_without_requests(const IncidentKey& key) {
    const std::size_t place = incidents_.size();
    places_.emplace(key, place);
    const auto& buckets = collection_.wanted().buckets;
    const OwnedBucket owned{key.account, key.bucket};
    const auto bucket = std::lower_bound(buckets.begin(), buckets.end(), owned);
    make_one(key, static_cast<std::size_t>(bucket - buckets.begin()), nullptr);
    return place;
  }

  void place_unreached() {
    const auto& buckets = collection_.wanted().buckets;
    for (const auto& [bucket, region] : collection_.wanted().even_unreached) {
      const auto number = std::lower_bound(buckets.begin(), buckets.end(), bucket);
      const auto& requests =
          collection_.requests(static_cast<std::size_t>(number - buckets.begin()));
      const IncidentKey key{bucket.account, region, bucket.bucket};
      if (requests.entries().empty() && !places_.contains(key)) make_without_requests(key);
    }
  }

  void finish(Incident& incident) {
    judge(incident, requests_[static_cast<std::size_t>(&incident - incidents_.data())]);
    incident.unknown = unknowns_of(incident, coverage_);
    incident.actions = actions_for(incident);
  }

  // Incidents that list one of the same new sources.
  void tell_also() {
    std::map<std::string_view, std::vector<std::size_t>> by_source;
    for (std::size_t number = 0; number < incidents_.size(); ++number) {
      for (const IncidentSource& source : incidents_[number].sources) {
        if (source.is_new) by_source[source.address].push_back(number);
      }
    }
    std::vector<std::map<std::size_t, std::uint64_t>> shared(incidents_.size());
    for (const auto& [address, numbers] : by_source) {
      if (numbers.size() < 2) continue;
      for (const std::size_t number : numbers) {
        for (std::size_t at = 0; at < std::min(numbers.size(), kMostCompared); ++at) {
          if (numbers[at] != number) ++shared[number][numbers[at]];
        }
        Incident& incident = incidents_[number];
        incident.also_left_out = std::max(incident.also_left_out,
                                          numbers.size() - std::min(numbers.size(), kMostCompared));
      }
    }
    for (std::size_t number = 0; number < incidents_.size(); ++number) {
      std::vector<AlsoReached> also;
      for (const auto& [other, sources] : shared[number]) {
        also.push_back({incidents_[other].key, sources});
      }
      std::sort(also.begin(), also.end(), [](const AlsoReached& a, const AlsoReached& b) {
        return std::tie(b.sources, a.key) < std::tie(a.sources, b.key);
      });
      Incident& incident = incidents_[number];
      incident.also_left_out += also.size() - std::min(also.size(), kMostAlso);
      also.resize(std::min(also.size(), kMostAlso));
      incident.also = std::move(also);
    }
    // The whole list of sources was needed until here.
    for (Incident& incident : incidents_) {
      if (incident.sources.size() <= kMostListedSources) continue;
      incident.sources_left_out += incident.sources.size() - kMostListedSources;
      incident.sources.resize(kMostListedSources);
    }
  }

  const IncidentCollection& collection_;
  std::span<const AlertToInvestigate> alerts_;
  const Coverage& coverage_;
  const Enrich& enrich_;
  const Elsewhere& elsewhere_;
  std::vector<Incident> incidents_;
  std::vector<const BucketRequests*> requests_;  // of each incident; null: none
  std::map<IncidentKey, std::size_t> places_;
};

}  // namespace

std::vector<Incident> make_incidents(const IncidentCollection& collection,
                                     std::span<const AlertToInvestigate> alerts,
                                     const Coverage& coverage, const Enrich& enrich,
                                     const Elsewhere& elsewhere) {
  return Maker(collection, alerts, coverage, enrich, elsewhere).make();
}

Wanted wanted_for(std::span<const AlertToInvestigate> alerts, const ReachedBuckets& reached) {
  std::set<std::string> sources;
  std::set<OwnedBucket> buckets;
  for (const AlertToInvestigate& alert : alerts) {
    if (!alert.source.empty()) sources.insert(alert.source);
    if (!alert.bucket.empty()) buckets.insert({alert.account, alert.bucket});
  }
  Wanted wanted;
  wanted.sources.assign(sources.begin(), sources.end());
  for (OwnedBucket& bucket : reached.reached_by(wanted.sources)) buckets.insert(std::move(bucket));
  wanted.buckets.assign(buckets.begin(), buckets.end());
  return wanted;
}

}  // namespace s3rare::report
