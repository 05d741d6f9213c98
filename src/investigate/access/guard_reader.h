// Reads what a guard blocks: a public access block, or ownership controls.
#pragma once

#include <string_view>

#include "investigate/access/access_change.h"

namespace s3rare::investigate {

/// What a guard blocks after a request.
struct GuardVerdict {
  AccessEffect effect = AccessEffect::may_open;  ///< `closed` if it blocks everything
  bool frees_acls = true;
  bool frees_policies = true;
  std::string told;  ///< a clause
};

/// Two of the four settings block what exists already: IgnorePublicAcls blocks ACLs, and
/// RestrictPublicBuckets blocks policies. The other two only refuse new ones. A missing setting is
/// off.
/// @param parameters  with PublicAccessBlockConfiguration
/// @param of_whom     "the bucket's", "the account's"
/// Source: Amazon S3 user guide, "Blocking public access to your Amazon S3 storage".
GuardVerdict read_public_access_block(std::string_view parameters, std::string_view of_whom);

/// BucketOwnerEnforced turns ACLs off; any other setting turns them on. Policies are unaffected.
/// @param parameters  with OwnershipControls
/// Source: Amazon S3 user guide, "Controlling ownership of objects and disabling ACLs for your
/// bucket".
GuardVerdict read_ownership_controls(std::string_view parameters);

}  // namespace s3rare::investigate
