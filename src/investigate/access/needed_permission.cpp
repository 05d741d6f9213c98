#include "investigate/access/needed_permission.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "investigate/access/condition_on_source.h"
#include "investigate/access/sentence.h"
#include "s3rare/glob.h"
#include "s3rare/lower_case.h"
#include "s3rare/s3_action.h"

namespace s3rare::investigate {
namespace {

using Texts = std::vector<std::string>;

// Whether a pattern covers a permission; unknown for a pattern that was cut, or that is not valid
// in IAM.
enum class Stands { yes, no, unknown };
Stands stands_for(std::string_view pattern, std::string_view permission) {
  if (pattern.size() > kLongestTold || pattern.find('\\') != std::string_view::npos) {
    return Stands::unknown;
  }
  const auto glob = Glob::parse(lower_case(pattern));
  if (!glob) return Stands::unknown;
  return glob->matches(permission) ? Stands::yes : Stands::no;
}

bool may_allow(const Texts& actions, std::string_view needed) {
  if (needed.empty()) return false;
  const std::string permission = lower_case(needed);
  if (actions.empty()) return true;
  if (actions.front().starts_with(kAllBut)) {
    return std::none_of(actions.begin(), actions.end(), [&](std::string_view action) {
      return action.starts_with(kAllBut) &&
             stands_for(action.substr(kAllBut.size()), permission) == Stands::yes;
    });
  }
  return std::any_of(actions.begin(), actions.end(), [&](const std::string& action) {
    return is_and_more(action) || stands_for(action, permission) != Stands::no;
  });
}

// Whether a resource can be the bucket, or one of its objects.
bool may_be(std::string_view resource, const std::string& bucket, bool of_object) {
  if (resource.starts_with(kAllBut) || is_and_more(resource)) return true;
  constexpr std::string_view kService = ":s3:::";
  const std::size_t service = resource.find(kService);
  if (!resource.starts_with("arn:") || service == std::string_view::npos) return true;
  if (resource.size() > kLongestTold) return true;
  resource.remove_prefix(service + kService.size());
  const std::size_t end = std::min(resource.find_first_of("*?$\\"), resource.size());
  const std::string_view front = resource.substr(0, end);
  const bool is_whole = end == resource.size();
  if (!of_object) return is_whole ? front == bucket : bucket.starts_with(front);
  const std::string objects = bucket + "/";
  return front.starts_with(objects) || (!is_whole && objects.starts_with(front));
}

bool admits_source(const PublicGrant& grant, const std::optional<Address>& source) {
  if (grant.to == kAllAccounts) return false;  // a requester who signs is no stranger
  const auto met = meets_conditions(source, grant);
  return grant.limited ? met.value_or(false) : met.value_or(true);
}

bool may_give(const PublicGrant& grant, const S3Action& needed, const AlertToInvestigate& alert) {
  if (is_and_more(grant.to)) return true;
  if (!admits_source(grant, parse_source_address(alert.source))) return false;
  const std::string& bucket = alert.bucket;
  const bool is_of_resource =
      grant.resources.empty() ||
      std::any_of(grant.resources.begin(), grant.resources.end(), [&](const std::string& resource) {
        return may_be(resource, bucket, needed.level == S3Action::Level::object);
      });
  return is_of_resource && (may_allow(grant.actions, needed.permission) ||
                            may_allow(grant.actions, needed.version_permission));
}

}  // namespace

bool may_give(const AccessChange& policy, const AlertToInvestigate& alert) {
  const S3Action* const needed = find_s3_action(alert.action);
  if (needed == nullptr || needed->permission.empty() || policy.grants.empty()) return true;
  return std::any_of(policy.grants.begin(), policy.grants.end(),
                     [&](const PublicGrant& grant) { return may_give(grant, *needed, alert); });
}

}  // namespace s3rare::investigate
