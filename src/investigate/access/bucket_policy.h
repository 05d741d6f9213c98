// A policy of a bucket or an access point, and what it gives to everyone.
//
// Whom a policy is public for is AWS's own definition, read for somebody who does not sign: a
// statement that allows everyone is public unless its Condition limits it to fixed values of keys
// that name somebody: a network (no wider than /8, or /32 of IPv6), a VPC or its endpoint, an
// identity, account or organization, an access point. Values with a wildcard or a policy variable
// are not fixed. Of Conditions:
//   - one that cannot fail for a stranger limits nothing: `...IfExists` or `ForAllValues` of a key
//     that a request without signature lacks, `0.0.0.0/0`, StringLike `*`, everything `Not...`;
//   - one that anybody can meet (Referer, TLS, prefix and the like) limits nobody, but is told;
//   - of any other it is not known whom it limits: the statement may open.
// A statement that Deny takes away as a whole opens nothing. Deny with Conditions may forbid, or,
// where it spares only fixed values (`NotIpAddress`, `StringNotEquals aws:PrincipalOrgID`), limit.
// Whether one pattern lies within another is only said where it is certain.
//
// Source: Amazon S3 user guide, "Blocking public access to your Amazon S3 storage", 'The meaning of
// "public"'; AWS IAM user guide, "IAM JSON policy elements: Condition operators", "AWS global
// condition context keys", and "Policy evaluation logic".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "investigate/access/access_change.h"

namespace s3rare::investigate {

struct PolicyCondition {
  std::string comparison;  ///< the operator, such as `ForAnyValue:StringLikeIfExists`
  std::string key;         ///< such as `aws:SourceIp`
  std::vector<std::string> values;
};

/// Whom a statement means.
enum class PolicyWhom {
  everyone,      ///< Principal "*", also among others
  everyone_but,  ///< NotPrincipal
  others         ///< identities, accounts and services that are named
};

struct PolicyStatement {
  bool allows = false;  ///< Effect is Allow, not Deny
  PolicyWhom whom = PolicyWhom::others;
  std::vector<std::string> actions;
  bool all_other_actions = false;  ///< they stand under NotAction
  std::vector<std::string> resources;
  bool all_other_resources = false;  ///< they stand under NotResource
  std::vector<PolicyCondition> conditions;
};

using BucketPolicy = std::vector<PolicyStatement>;

/// What a policy or an ACL does for strangers.
struct AccessVerdict {
  AccessEffect effect = AccessEffect::none;
  std::vector<PublicGrant> grants;
  std::string told;  ///< a clause
};

/// @param name  of the policy in `told`: "the policy"
/// @returns `opened` if a statement opens, else `may_open` if one may, or is limited to a network,
///          where strangers are; else `none`. Grants are all statements that allow everyone and
///          that no Deny takes away, whole and unbounded
AccessVerdict judge_policy(const BucketPolicy& policy, std::string_view name);

}  // namespace s3rare::investigate
