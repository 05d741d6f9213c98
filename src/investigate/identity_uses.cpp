#include "investigate/identity_uses.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kLongestIdentity = 256;
constexpr std::size_t kLongestAddress = 128;

std::string name_of_identity(std::string_view arn) {
  return bounded(identity_behind(arn), kLongestIdentity);
}

}  // namespace

std::string_view identity_behind(std::string_view arn) {
  constexpr std::string_view kRole = ":assumed-role/";
  const std::size_t role = arn.find(kRole);
  if (role == std::string_view::npos) return arn;
  return arn.substr(0, arn.find('/', role + kRole.size()));
}

void IdentityRecords::add(EventTime time) {
  ++records;
  span.add(time);
}

void IdentityRecords::merge(const IdentityRecords& other) {
  records += other.records;
  span.merge(other.span);
}

void OwnIdentities::add(const Doing& doing) {
  ++records_;
  const std::string name = name_of_identity(doing.identity);
  Requests* const requests = identities_.put(name, [&] { return std::pair(name, Requests()); });
  if (requests == nullptr) return;
  requests->records.add(doing.time);
  requests->first.add(doing);
}

void OwnIdentities::merge(OwnIdentities&& other) {
  records_ += other.records_;
  identities_.merge(std::move(other.identities_), [](Requests& mine, Requests&& theirs) {
    mine.records.merge(theirs.records);
    mine.first.merge(std::move(theirs.first));
  });
}

void OwnIdentities::fill(SourceActivity& activity) const {
  activity.own_identities_left_out = records_;
  for (const auto& [name, requests] : identities_.entries()) {
    OwnIdentity identity;
    identity.identity = name;
    identity.records = requests.records.records;
    identity.span = *requests.records.span.span;
    identity.first = requests.first.evidence();
    activity.own_identities_left_out -= identity.records;
    activity.own_identities.push_back(std::move(identity));
  }
}

IdentityUses::IdentityUses(std::vector<std::string> identities) {
  std::sort(identities.begin(), identities.end());
  for (const std::string& identity : identities) {
    if (uses_.size() == kMostIdentities) break;
    if (identity.starts_with("arn:")) uses_.try_emplace(identity);
  }
}

bool IdentityUses::knows(std::string_view arn) const {
  return uses_.find(name_of_identity(arn)) != uses_.end();
}

IdentityUses IdentityUses::make_empty() const {
  IdentityUses empty;
  for (const auto& [identity, uses] : uses_) empty.uses_.try_emplace(identity);
  return empty;
}

void IdentityUses::add(const Doing& doing, std::string_view arn) {
  if (doing.actor != Actor::signer) return;
  const auto found = uses_.find(name_of_identity(arn));
  if (found == uses_.end()) return;
  ++found->second.records;
  const std::string address = bounded(doing.source(), kLongestAddress);
  IdentityRecords* const records =
      found->second.addresses.put(address, [&] { return std::pair(address, IdentityRecords()); });
  if (records != nullptr) records->add(doing.time);
}

void IdentityUses::merge(IdentityUses&& other) {
  for (auto& [identity, theirs] : other.uses_) {
    Uses& mine = uses_.find(identity)->second;
    mine.records += theirs.records;
    mine.addresses.merge(std::move(theirs.addresses),
                         [](IdentityRecords& a, const IdentityRecords& b) { a.merge(b); });
  }
}

void IdentityUses::fill(SourceActivity& activity, std::string_view source) const {
  for (OwnIdentity& identity : activity.own_identities) {
    const auto found = uses_.find(identity.identity);
    if (found == uses_.end()) continue;
    const Uses& uses = found->second;
    IdentityElsewhere& elsewhere = identity.elsewhere.emplace();
    elsewhere.records = uses.records;
    elsewhere.addresses.estimated = uses.addresses.left_out() != nullptr;
    const std::string own = bounded(source, kLongestAddress);
    for (const auto& [address, records] : uses.addresses.entries()) {
      if (address == own) {
        elsewhere.records -= records.records;
        continue;
      }
      ++elsewhere.addresses.count;
      elsewhere.top.push_back({address, records.records, *records.span.span});
    }
    std::sort(elsewhere.top.begin(), elsewhere.top.end(), [](const auto& a, const auto& b) {
      return std::tie(b.records, a.address) < std::tie(a.records, b.address);
    });
    elsewhere.top.resize(std::min(elsewhere.top.size(), kMostListed));
  }
}

}  // namespace s3rare::investigate
