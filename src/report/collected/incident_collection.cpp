#include "report/collected/incident_collection.h"

#include <algorithm>
#include <set>
#include <utility>

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kMostRegions = 4;  // of one name and account: a bucket was made again
constexpr std::size_t kLongestRegion = 64;
constexpr std::size_t kDistinctHashes = 400'000;  // some 9 MB
// Sources: 1 KiB each in the share of a bucket, and more of them while there are few buckets.
constexpr std::size_t kSourcesOfEach = 96;
constexpr std::size_t kSharedSources = 8'192;
constexpr std::size_t kMostSources = 1'024;

std::size_t sources_of_each(std::size_t buckets) {
  return std::min(kMostSources,
                  kSourcesOfEach + kSharedSources / std::max<std::size_t>(buckets, 1));
}

}  // namespace

void Wanted::want(std::vector<PlacedBucket> unreached) {
  std::set<OwnedBucket> all(buckets.begin(), buckets.end());
  for (const PlacedBucket& placed : unreached) all.insert(placed.bucket);
  buckets.assign(all.begin(), all.end());
  even_unreached = std::move(unreached);
}

IncidentCollection::IncidentCollection(const Wanted& wanted)
    : IncidentCollection(wanted, [&] {
        auto index = std::make_shared<Index>();
        for (std::size_t number = 0; number < wanted.buckets.size(); ++number) {
          index->buckets[wanted.buckets[number].bucket].push_back(number);
        }
        for (std::size_t number = 0; number < wanted.sources.size(); ++number) {
          index->sources.emplace(wanted.sources[number], number);
        }
        return index;
      }()) {}

IncidentCollection::IncidentCollection(const Wanted& wanted, std::shared_ptr<const Index> index)
    : wanted_(&wanted),
      index_(std::move(index)),
      requests_(wanted.buckets.size(), ByRegion(kMostRegions, SIZE_MAX)),
      logs_(wanted.buckets.size()),
      distinct_(wanted.buckets.size() * BucketRequests::kGroups, kDistinctHashes) {
  for (const OwnedBucket& bucket : wanted.buckets) {
    if (!bucket.account.empty()) account_logs_.try_emplace(bucket.account);
  }
}

IncidentCollection IncidentCollection::make_empty() const { return {*wanted_, index_}; }

bool IncidentCollection::knows_source(std::string_view address) const {
  return index_->sources.contains(address);
}

template <class Visit>
void IncidentCollection::for_each_bucket(std::string_view account, std::string_view name,
                                         Visit&& visit) const {
  const auto found = index_->buckets.find(name);
  if (found == index_->buckets.end()) return;
  for (const std::size_t number : found->second) {
    if (wanted_->buckets[number].account == account) visit(number);
  }
}

// Consecutive records mostly come from one file.
investigate::KeptPath IncidentCollection::kept(std::string_view path) {
  if (last_path_ == nullptr || *last_path_ != path) {
    last_path_ = std::make_shared<const std::string>(path);
  }
  return last_path_;
}

std::size_t IncidentCollection::add(const investigate::Activity& activity) {
  const std::string_view address = activity.fields.source_address.string();
  const auto source = index_->sources.find(address);
  const bool is_new = source != index_->sources.end();
  const bool may_visit = activity.anonymous && knows_bucket(activity.fields.bucket.string());
  if (!may_visit && (activity.anonymous || !is_new)) return 0;
  investigate::Doing doing(activity, kept(activity.path));
  if (doing.actor == investigate::Actor::service) return 0;
  doing.describe();
  if (doing.actor == investigate::Actor::signer) {
    signed_[source->second].add(doing);
    return 1;
  }
  const std::string region = bounded(activity.region, kLongestRegion);
  const std::size_t sources = sources_of_each(wanted_->buckets.size());
  for_each_bucket(activity.fields.recipient_account.string(), doing.bucket(),
                  [&](std::size_t bucket) {
                    BucketRequests* const requests = requests_[bucket].put(
                        region, [&] { return std::pair(region, BucketRequests(sources)); });
                    if (requests == nullptr) return;
                    requests->add(doing, is_new, distinct_, bucket * BucketRequests::kGroups);
                  });
  return 1;
}

void IncidentCollection::add(const investigate::Activity& activity, std::string_view account,
                             std::string_view bucket,
                             investigate::openness::Observation observation) {
  investigate::Doing doing(activity, kept(activity.path));
  doing.describe();
  if (bucket.empty()) {
    const auto log = account_logs_.find(account);
    if (log != account_logs_.end()) log->second.add(doing, std::move(observation));
    return;
  }
  for_each_bucket(account, bucket,
                  [&](std::size_t number) { logs_[number].add(doing, observation); });
}

void IncidentCollection::add_website(std::string_view account, std::string_view bucket) {
  for_each_bucket(account, bucket, [&](std::size_t number) { logs_[number].add_website(); });
}

void IncidentCollection::merge(IncidentCollection&& other) {
  const auto join = [](BucketRequests& mine, BucketRequests&& theirs) {
    mine.merge(std::move(theirs));
  };
  for (std::size_t bucket = 0; bucket < requests_.size(); ++bucket) {
    requests_[bucket].merge(std::move(other.requests_[bucket]), join);
    logs_[bucket].merge(std::move(other.logs_[bucket]));
  }
  for (auto& [account, log] : other.account_logs_) account_logs_[account].merge(std::move(log));
  for (auto& [source, requests] : other.signed_) signed_[source].merge(std::move(requests));
  distinct_.merge(std::move(other.distinct_));
}

const AccessLog* IncidentCollection::account_log(const std::string& account) const {
  const auto log = account_logs_.find(account);
  return log == account_logs_.end() ? nullptr : &log->second;
}

std::vector<UsedIdentity> IncidentCollection::identities_of(const std::string& source,
                                                            const std::string& account) const {
  const auto number = index_->sources.find(source);
  if (number == index_->sources.end()) return {};
  const auto requests = signed_.find(number->second);
  return requests == signed_.end() ? std::vector<UsedIdentity>()
                                   : requests->second.identities(account);
}

void IncidentCollection::fill(Access& access, std::size_t bucket,
                              const BucketRequests& requests) const {
  requests.fill(access, distinct_, bucket * BucketRequests::kGroups);
  if (requests_[bucket].entries().size() < 2) return;
  // The counter does not tell Regions apart.
  for (Distinct* const distinct :
       {&access.sources, &access.read.objects, &access.written.objects, &access.deleted.objects}) {
    distinct->estimated = true;
  }
}

}  // namespace s3rare::report
