// Whom a statement's Condition still admits.
#pragma once

#include "investigate/access/bucket_policy.h"

namespace s3rare::investigate {

/// Who can still satisfy a condition, among all requesters, in descending number.
enum class Leaves {
  everyone,  ///< it cannot fail, or anybody can satisfy it
  unknown,   ///< not decidable
  signers,   ///< everyone with an AWS account, but nobody who does not sign
  network,   ///< addresses of named networks
  few        ///< named identities, VPCs or accounts, or services
};

/// @returns who can satisfy a condition of an Allow statement
Leaves left_by(const PolicyCondition& condition);

/// @returns whom a condition of a Deny statement spares: `few` and `network` for fixed values,
///          `everyone` if a stranger can avoid what it denies (such as requests without TLS), else
///          `unknown`
Leaves spared_by(const PolicyCondition& condition);

}  // namespace s3rare::investigate
