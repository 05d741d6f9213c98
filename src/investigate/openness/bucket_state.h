// All that decides who gets into a bucket, as far as it is known at one time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "investigate/openness/policy.h"
#include "investigate/openness/request.h"
#include "investigate/openness/truth.h"
#include "s3rare/event_time.h"

namespace s3rare::investigate::openness {

/// What is known of a policy.
struct PolicySetting {
  enum class Known {
    unseen,   ///< the logs do not say whether there is one
    omitted,  ///< it was set, but the record does not say to what
    none,
    given
  };
  Known known = Known::unseen;
  std::shared_ptr<const Policy> policy;  ///< if given

  static PolicySetting none() { return {Known::none, nullptr}; }
  static PolicySetting omitted() { return {Known::omitted, nullptr}; }
  static PolicySetting of(Policy policy);

  bool operator==(const PolicySetting& other) const;
};

/// What an ACL grants to a group. An ACL that was not seen is `unknown` in all, one whose content
/// the record omits `maybe`.
struct Grants {
  Truth read = Truth::unknown;
  Truth write = Truth::unknown;
  Truth read_acp = Truth::unknown;
  Truth write_acp = Truth::unknown;

  static constexpr Grants all(Truth truth) { return {truth, truth, truth, truth}; }
  Truth of(AclPermission permission) const;
  friend bool operator==(const Grants&, const Grants&) = default;
};

struct Acl {
  Grants everyone;  ///< AllUsers, and the canonical user of callers who are not signed
  Grants signers;   ///< AuthenticatedUsers

  static constexpr Acl all(Truth truth) { return {Grants::all(truth), Grants::all(truth)}; }
  static constexpr Acl unseen() { return all(Truth::unknown); }
  static constexpr Acl omitted() { return all(Truth::maybe); }
  static constexpr Acl owner_only() { return all(Truth::no); }
  friend bool operator==(const Acl&, const Acl&) = default;
};

/// The four settings of a public access block, at one level.
struct Block {
  Truth block_acls = Truth::unknown;
  Truth ignore_acls = Truth::unknown;
  Truth block_policy = Truth::unknown;
  Truth restrict_buckets = Truth::unknown;

  static constexpr Block all(Truth truth) { return {truth, truth, truth, truth}; }
  friend bool operator==(const Block&, const Block&) = default;
};

/// The organization's S3 policy, which overrides the account's block.
enum class OrganizationBlock {
  not_attached,
  all_on,
  all_off,  ///< whether it lifts what the account has on is not documented
  omitted
};

/// @returns the account's block beside the organization's policy
Block effective_block(const Block& account, OrganizationBlock organization);

/// @returns a setting that is on if either level has it on
Block either(const Block& a, const Block& b);

/// What is known of one object.
struct ObjectState {
  Acl acl;
  bool of_other_account = false;  ///< a bucket policy gives nothing on it

  friend bool operator==(const ObjectState&, const ObjectState&) = default;
};

struct BucketState {
  std::string bucket;
  std::string account;  ///< of the owner; empty: not known
  std::string region;   ///< empty: not known
  Truth exists = Truth::yes;
  PolicySetting policy;
  std::vector<PolicySetting> resource_control;  ///< policies of the organization
  Acl acl;
  Truth acls_disabled = Truth::unknown;  ///< ownership is BucketOwnerEnforced
  Block block;
  Block account_block = Block::all(Truth::no);
  OrganizationBlock organization = OrganizationBlock::not_attached;
  std::map<std::string, ObjectState> objects;  ///< by key
  Acl other_objects;                           ///< what any other object may grant

  friend bool operator==(const BucketState&, const BucketState&) = default;
};

/// What a bucket is created with. The defaults changed during April 2023: blocked, without ACLs.
/// @param created  what lies between the old and the new defaults is `unknown`
/// Source: AWS News Blog, "Heads-Up: Amazon S3 Security Changes Are Coming in April of 2023".
BucketState new_bucket(EventTime created);

/// @returns whether a bucket is a directory bucket, which takes no public access
bool is_directory_bucket(std::string_view name);

}  // namespace s3rare::investigate::openness
