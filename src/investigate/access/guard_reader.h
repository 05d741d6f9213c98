// Reads what a guard holds back: a public access block, or ownership controls.
#pragma once

#include <string_view>

#include "investigate/access/access_change.h"

namespace s3rare::investigate {

/// What a guard does from a request on.
struct GuardVerdict {
  AccessEffect effect = AccessEffect::may_open;  ///< `closed` where it holds everything back
  bool frees_acls = true;
  bool frees_policies = true;
  std::string told;  ///< a clause
};

/// Of its four settings two hold back what is there already: IgnorePublicAcls ACLs, and
/// RestrictPublicBuckets policies. The others only refuse new ones. Settings that are not given are
/// off.
/// @param parameters  with PublicAccessBlockConfiguration
/// @param of_whom     "the bucket's", "the account's"
/// Source: Amazon S3 user guide, "Blocking public access to your Amazon S3 storage".
GuardVerdict read_public_access_block(std::string_view parameters, std::string_view of_whom);

/// BucketOwnerEnforced turns ACLs off, any other setting turns them on. Policies are no matter.
/// @param parameters  with OwnershipControls
/// Source: Amazon S3 user guide, "Controlling ownership of objects and disabling ACLs for your
/// bucket".
GuardVerdict read_ownership_controls(std::string_view parameters);

}  // namespace s3rare::investigate
