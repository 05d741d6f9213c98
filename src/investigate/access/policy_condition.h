// Whom a statement's Condition still admits.
#pragma once

#include "investigate/access/bucket_policy.h"

namespace s3rare::investigate {

/// Whom a condition leaves, of all who may not sign, the most first.
enum class Leaves {
  everyone,  ///< it cannot fail, or anybody can meet it
  unknown,   ///< it depends
  signers,   ///< whoever has an AWS account, but nobody who does not sign
  network,   ///< addresses of networks that are named
  few        ///< identities, VPCs or accounts that are named, or services
};

/// @returns whom a condition of an Allow statement leaves
Leaves left_by(const PolicyCondition& condition);

/// @returns whom a condition of a Deny statement spares: `few` and `network` by fixed values,
///          `everyone` if it denies nothing that a stranger cannot do without (requests without
///          TLS), else `unknown`
Leaves spared_by(const PolicyCondition& condition);

}  // namespace s3rare::investigate
