// A change of an organization's policies, or of an account's place in the organization.
#pragma once

#include <string>

#include "investigate/openness/bucket_state.h"

namespace s3rare::investigate::openness {

/// What a policy of an organization decides.
enum class OrganizationPolicy {
  unknown,  ///< the records do not say
  s3,       ///< S3_POLICY: sets the account's public access block
  resource_control,
  other  ///< nothing about strangers: service control policies, tag policies, ...
};

struct OrganizationEvent {
  enum class Kind {
    created,        ///< a policy
    updated,        ///< a policy
    joined,         ///< the account: some organization, at some place
    moved,          ///< the account, to `target`
    left,           ///< the account
    type_disabled,  ///< which detaches all policies of that type
    detached,       ///< the policy, from `target`
    attached,       ///< the policy, to `target`
    deleted         ///< the policy
  };
  Kind kind = Kind::created;
  std::string organization;  ///< the account whose trail holds the record: the management account
  std::string policy;        ///< its ID
  std::string target;        ///< a root (`r-`), an organizational unit (`ou-`) or an account
  std::string account;       ///< that joined, moved or left
  OrganizationPolicy type = OrganizationPolicy::unknown;
  bool has_content = false;  ///< the record says what the policy is from now on, or omits it
  OrganizationBlock block = OrganizationBlock::omitted;  ///< content of an S3 policy
  PolicySetting control = PolicySetting::omitted();      ///< of a resource control policy
};

}  // namespace s3rare::investigate::openness
