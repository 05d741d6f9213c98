// A policy of a bucket or an access point, and what it gives to everyone.
//
// "Public" follows AWS's own definition, applied to a request without a signature: a statement that
// allows everyone is public unless its Condition limits it to fixed values of keys that identify
// the requester: a network (no wider than /8, or /32 for IPv6), a VPC or its endpoint, an identity,
// account or organization, an access point. Values with a wildcard or a policy variable are not
// fixed. Conditions:
//   - one that cannot fail for a stranger limits nothing: `...IfExists` or `ForAllValues` on a key
//     that an unsigned request lacks, `0.0.0.0/0`, StringLike `*`, every `Not...`;
//   - one that anybody can satisfy (Referer, TLS, prefix and the like) limits nobody, but is
//   listed;
//   - any other may limit somebody: the statement may open.
// A statement that a Deny removes as a whole opens nothing. A Deny with Conditions may forbid, or,
// if it spares only fixed values (`NotIpAddress`, `StringNotEquals aws:PrincipalOrgID`), limit. One
// pattern counts as contained in another only where that is certain.
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

/// The principals of a statement.
enum class PolicyWhom {
  everyone,      ///< Principal "*", alone or among others
  everyone_but,  ///< NotPrincipal
  others         ///< named identities, accounts and services
};

struct PolicyStatement {
  bool allows = false;  ///< Effect is Allow, not Deny
  PolicyWhom whom = PolicyWhom::others;
  std::vector<std::string> actions;
  bool all_other_actions = false;  ///< `actions` are those of NotAction
  std::vector<std::string> resources;
  bool all_other_resources = false;  ///< `resources` are those of NotResource
  std::vector<PolicyCondition> conditions;
};

using BucketPolicy = std::vector<PolicyStatement>;

/// What a policy or an ACL allows strangers.
struct AccessVerdict {
  AccessEffect effect = AccessEffect::none;
  std::vector<PublicGrant> grants;
  std::string told;  ///< a clause
};

/// @param name  of the policy in `told`: "the policy"
/// @returns `opened` if a statement opens; else `may_open` if one may open, or is limited to a
///          network, which strangers may be in; else `none`. The grants are all statements that
///          allow everyone and that no Deny removes, complete and unbounded
AccessVerdict judge_policy(const BucketPolicy& policy, std::string_view name);

}  // namespace s3rare::investigate
