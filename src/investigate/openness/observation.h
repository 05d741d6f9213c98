// What one record says about who gets into a bucket: a change, or evidence beside changes.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "investigate/openness/bucket_state.h"
#include "investigate/openness/request.h"
#include "s3rare/event_time.h"

namespace s3rare::investigate::openness {

// Changes. A deletion sets what then is: no policy, all four settings off.
struct PolicySet {
  PolicySetting policy;
};
struct BucketAclSet {
  Acl acl;
};
struct ObjectAclSet {
  std::string key;
  ObjectState object;
  bool by_owner =
      false;  ///< an anonymous caller wrote it and owns it: no grant that a block refuses
};
struct OwnershipSet {
  Truth acls_disabled = Truth::maybe;
};
struct BlockSet {
  bool of_account = false;
  Block block;
};
struct OrganizationBlockSet {
  OrganizationBlock block = OrganizationBlock::omitted;
};
/// A resource control policy was attached or, if it is `none`, detached.
struct ControlSet {
  std::string id;
  PolicySetting policy;
};
struct BucketCreated {
  std::optional<Acl> acl;  ///< nothing: no header for an ACL
  std::optional<Truth> acls_disabled;
};
/// Also that another account created a bucket of that name.
struct BucketDeleted {};

// Evidence: what a refusal or an answer shows.
/// A public policy was refused by BlockPublicPolicy, at some level.
struct PublicPolicyRefused {};
/// An ACL was refused because ACLs are disabled.
struct AclRefused {};
/// To disable ACLs was refused because the bucket's ACL grants something.
struct EnforcingRefused {};
/// There is no public access block at that level.
struct NoBlockFound {
  bool of_account = false;
};
struct NoPolicyFound {};
struct NoOwnershipFound {};
/// Of the answer's size: how many of the four settings are off. Not documented by AWS.
struct BlockHint {
  int settings_off = 0;
};

/// An anonymous request.
struct Requested {
  enum class Outcome {
    succeeded,
    denied,
    no_such_key  ///< which S3 tells only those who may list
  };
  Need need;
  std::optional<std::string> key;
  Outcome outcome = Outcome::succeeded;
  bool by_acl = false;  ///< the record says that it took an ACL
};

struct Observation {
  using Content = std::variant<PolicySet, BucketAclSet, ObjectAclSet, OwnershipSet, BlockSet,
                               OrganizationBlockSet, ControlSet, BucketCreated, BucketDeleted,
                               PublicPolicyRefused, AclRefused, EnforcingRefused, NoBlockFound,
                               NoPolicyFound, NoOwnershipFound, BlockHint, Requested>;
  EventTime time;  ///< only whole seconds count
  Content content;
  std::string event_id;

  bool is_change() const { return content.index() <= kLastChange; }
  bool is_request() const { return std::holds_alternative<Requested>(content); }

 private:
  static constexpr std::size_t kLastChange = 8;  // BucketDeleted
};

}  // namespace s3rare::investigate::openness
