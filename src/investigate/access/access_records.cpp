#include "investigate/access/access_records.h"

#include <algorithm>
#include <utility>

#include "s3rare/record.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kMostRecords = 4096;

// All buckets share a budget; each gets its part for the oldest and the newest of each kind.
KeptRecords::Limits limits_of(std::size_t buckets) {
  constexpr std::size_t kBudget = std::size_t{64} << 20;
  constexpr std::size_t kLeast = std::size_t{16} << 10;
  constexpr std::size_t kMost = std::size_t{4} << 20;
  const std::size_t sides = 2 * kRecordKinds * std::max<std::size_t>(buckets, 1);
  return {kMostRecords, std::clamp(kBudget / sides, kLeast, kMost)};
}

void merge_groups(std::vector<std::unique_ptr<KeptRecords>>& mine,
                  std::vector<std::unique_ptr<KeptRecords>>&& theirs) {
  for (std::size_t group = 0; group < mine.size(); ++group) {
    if (theirs[group] == nullptr) continue;
    if (mine[group] == nullptr) {
      mine[group] = std::move(theirs[group]);
    } else {
      mine[group]->merge(std::move(*theirs[group]));
    }
  }
}

}  // namespace

AccessRecords::AccessRecords(std::span<const AlertToInvestigate> alerts)
    : AccessRecords(alerts, AlertGroups(alerts, &AlertToInvestigate::bucket),
                    AlertGroups(alerts, &AlertToInvestigate::account)) {}

AccessRecords::AccessRecords(std::span<const AlertToInvestigate> alerts, AlertGroups buckets,
                             AlertGroups accounts)
    : alerts_(alerts),
      buckets_(std::move(buckets)),
      accounts_(std::move(accounts)),
      limits_(limits_of(buckets_.size())),
      of_buckets_(buckets_.size()),
      of_accounts_(accounts_.size()) {}

AccessRecords AccessRecords::make_empty() const { return {alerts_, buckets_, accounts_}; }

KeptRecords& AccessRecords::of(OfGroups& groups, std::size_t number) {
  if (groups[number] == nullptr) groups[number] = std::make_unique<KeptRecords>(limits_);
  return *groups[number];
}

// Organizations of whatever alert: whose they are is decided when all events are known.
bool AccessRecords::add_of_organization(AccessRecord record) {
  const openness::OrganizationEvent& event = *record.organization;
  for (const std::string* const account : {&event.account, &event.target}) {
    if (is_account_number(*account) && accounts_.find(*account) == nullptr) return false;
  }
  constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  if (of_organizations_ == nullptr) {
    of_organizations_ =
        std::make_unique<KeptRecords>(KeptRecords::Limits{kMostRecords, kMostBytes});
  }
  of_organizations_->add(std::make_shared<const AccessRecord>(std::move(record)));
  return true;
}

bool AccessRecords::add(AccessRecord record) {
  if (record.organization != nullptr) return add_of_organization(std::move(record));
  const bool is_of_account = record.bucket.empty() || !record.access_point.empty();
  const AlertGroups::Group* const group =
      is_of_account ? accounts_.find(record.account) : buckets_.find(record.bucket);
  if (group == nullptr) return false;
  of(is_of_account ? of_accounts_ : of_buckets_, group->number)
      .add(std::make_shared<const AccessRecord>(std::move(record)));
  return true;
}

void AccessRecords::merge(AccessRecords&& other) {
  merge_groups(of_buckets_, std::move(other.of_buckets_));
  merge_groups(of_accounts_, std::move(other.of_accounts_));
  if (other.of_organizations_ == nullptr) return;
  if (of_organizations_ == nullptr) {
    of_organizations_ = std::move(other.of_organizations_);
  } else {
    of_organizations_->merge(std::move(*other.of_organizations_));
  }
}

const KeptRecords* AccessRecords::of_bucket(const AlertToInvestigate& alert) const {
  const AlertGroups::Group* const group = buckets_.group_of(alert);
  return group == nullptr ? nullptr : of_buckets_[group->number].get();
}

const KeptRecords* AccessRecords::of_account(const AlertToInvestigate& alert) const {
  const AlertGroups::Group* const group = accounts_.group_of(alert);
  return group == nullptr ? nullptr : of_accounts_[group->number].get();
}

}  // namespace s3rare::investigate
