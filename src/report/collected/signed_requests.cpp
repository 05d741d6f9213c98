#include "report/collected/signed_requests.h"

#include <utility>

#include "investigate/identity_uses.h"
#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kLongestIdentityName = 256;
constexpr std::size_t kLongestAccessKey = 32;  // AWS: 20

}  // namespace

void SignedRequests::Uses::merge(Uses&& other) {
  const bool takes = account.empty() || (!other.account.empty() && other.account < account);
  if (takes) account = std::move(other.account);
  requests += other.requests;
  span.merge(other.span);
  access_keys.merge(other.access_keys);
  while (access_keys.size() > kMostKeys) access_keys.erase(std::prev(access_keys.end()));
  first.merge(std::move(other.first));
}

void SignedRequests::add(const investigate::Doing& doing) {
  const std::string name =
      bounded(investigate::identity_behind(doing.identity), kLongestIdentityName);
  Uses added;
  added.account = bounded(doing.activity.fields.identity_account.string(), kLongestAccessKey);
  added.requests = 1;
  added.span.add(doing.time);
  if (!doing.activity.access_key.empty()) {
    added.access_keys.insert(bounded(doing.activity.access_key, kLongestAccessKey));
  }
  added.first.add(doing);
  bool is_new = false;
  Uses* const uses = identities_.put(name, [&] {
    is_new = true;
    return std::pair(name, added);
  });
  if (uses != nullptr && !is_new) uses->merge(std::move(added));
}

void SignedRequests::merge(SignedRequests&& other) {
  identities_.merge(std::move(other.identities_),
                    [](Uses& mine, Uses&& theirs) { mine.merge(std::move(theirs)); });
}

std::vector<UsedIdentity> SignedRequests::identities(const std::string& account) const {
  std::vector<UsedIdentity> identities;
  for (const auto& [name, uses] : identities_.entries()) {
    UsedIdentity& identity = identities.emplace_back();
    identity.identity = name;
    identity.account = uses.account;
    identity.of_own_account = !account.empty() && uses.account == account;
    identity.requests = uses.requests;
    identity.span = uses.span.span;
    identity.access_keys.assign(uses.access_keys.begin(), uses.access_keys.end());
    identity.first = uses.first.evidence();
  }
  return identities;
}

}  // namespace s3rare::report
