#include "investigate/exposure/organization_changes.h"

#include <algorithm>
#include <set>
#include <utility>

#include "investigate/openness/account_in_organizations.h"

namespace s3rare::investigate {
namespace {

using openness::Observation;

Observation observed(EventTime time, Observation::Content content) {
  return {{time.seconds, 0}, std::move(content), {}};
}

// The records of each call once: it is in the trails of the caller and of the organization.
std::vector<CountedRecord> calls_of(const KeptRecords& records) {
  std::vector<CountedRecord> all;
  records.append_to(all);
  std::set<std::pair<Seconds, std::string_view>> calls;
  std::erase_if(all, [&](const CountedRecord& counted) {
    const AccessRecord& record = *counted.record;
    return !record.call.empty() && !calls.emplace(record.time.seconds, record.call).second;
  });
  return all;
}

}  // namespace

std::shared_ptr<const OrganizationChanges> organization_changes(const std::string& account,
                                                                const KeptRecords* records) {
  auto changes = std::make_shared<OrganizationChanges>();
  if (account.empty() || records == nullptr) return changes;
  const std::vector<CountedRecord> all = calls_of(*records);
  std::optional<EventTime> lost;
  for (const DroppedRecords& dropped : records->dropped()) lost = dropped.after;
  openness::AccountInOrganizations state(account);
  const auto lose = [&] {
    OrganizationChange& change = changes->emplace_back();
    for (auto& content : state.lose()) change.shown.push_back(observed(*lost, std::move(content)));
    lost.reset();
  };
  for (std::size_t at = 0; at < all.size();) {
    const Seconds second = all[at].record->time.seconds;
    if (lost && lost->seconds < second) lose();
    std::vector<const openness::OrganizationEvent*> events;
    const std::size_t begin = at;
    for (; at < all.size() && all[at].record->time.seconds == second; ++at) {
      events.push_back(all[at].record->organization.get());
    }
    for (auto& change : state.take(events)) {
      const CountedRecord& counted = all[begin + change.event];
      const bool is_new = changes->empty() || changes->back().counted.record != counted.record;
      if (is_new) changes->push_back({counted, {}});
      changes->back().shown.push_back(observed(counted.record->time, std::move(change.content)));
    }
  }
  if (lost) lose();
  return changes;
}

}  // namespace s3rare::investigate
