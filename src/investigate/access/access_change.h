// A change of who may read or write a bucket, and whether it opened the bucket to everyone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/activity.h"
#include "s3rare/event_time.h"

namespace s3rare::investigate {

/// The subject of a change.
enum class AccessSubject {
  bucket_policy,
  bucket_acl,
  object_acl,
  bucket_public_access_block,
  account_public_access_block,
  ownership_controls,
  website,
  cors,
  access_point,
  access_point_policy,
  organization_policy,  ///< also its attachment, and the account's place
  bucket                ///< its creation or deletion
};

/// What a change did to the access of strangers, with all that the logs show beside it.
enum class AccessEffect {
  opened,    ///< strangers can list, read or write from then on
  may_open,  ///< they may: a record lacks its content, or nothing decides
  closed,    ///< they can do less from then on
  none       ///< nothing changed for strangers
};

/// @returns whether a change opened, or may have opened
constexpr bool opens(AccessEffect effect) {
  return effect == AccessEffect::opened || effect == AccessEffect::may_open;
}

// The names of grantees in a grant, and the prefix for "all actions or resources except".
inline constexpr std::string_view kEveryone = "everyone";
inline constexpr std::string_view kEveryoneButSome = "everyone but some";
inline constexpr std::string_view kAllAccounts = "all AWS accounts";
inline constexpr std::string_view kAllBut = "all but ";

/// A statement or grant that gives something to everyone, for a dossier: bounded texts.
struct PublicGrant {
  std::string to;                       ///< kEveryone, kEveryoneButSome or kAllAccounts
  std::vector<std::string> actions;     ///< s3:GetObject; of an ACL: READ
  std::vector<std::string> resources;   ///< as the policy has them
  std::vector<std::string> conditions;  ///< "IpAddress aws:SourceIp: 192.0.2.0/24"
  bool limited = false;  ///< a condition limits it to a known network, VPC or organization

  // NOLINTNEXTLINE(readability-implicit-bool-conversion): clang-tidy 14 sees one where none is
  friend auto operator<=>(const PublicGrant&, const PublicGrant&) = default;
};

struct AccessChange {
  AccessSubject subject = AccessSubject::bucket_policy;
  AccessEffect effect = AccessEffect::none;      ///< on listing, reading or writing
  AccessEffect on_request = AccessEffect::none;  ///< on the very request of the alert
  EventTime time;
  std::string action;      ///< eventName
  std::string error_code;  ///< of a failed request, which changed nothing
  std::string actor;       ///< ARN, or another name of the identity
  std::string source;      ///< sourceIPAddress
  std::string account;     ///< recipientAccountId
  std::string bucket;  ///< empty: an account's change, or an access point with an unknown bucket
  std::string key;     ///< of an object ACL
  std::string access_point;
  std::vector<PublicGrant> grants;
  std::string told;  ///< a clause: what was changed, and what it means
  Evidence evidence;
};

/// Whether a record with this eventName can be a change of access: of s3.amazonaws.com, or of
/// organizations.amazonaws.com. Cheap: it is asked of every record.
/// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events". Public access blocks are also named
/// as their operations are: PutPublicAccessBlock, DeletePublicAccessBlock. Left out are
/// Multi-Region and Object Lambda access points. No access point takes anonymous requests: plain
/// ones are listed, and never explain one (the same guide, "Access points restrictions and
/// limitations").
bool is_access_change(std::string_view event_name);

}  // namespace s3rare::investigate
