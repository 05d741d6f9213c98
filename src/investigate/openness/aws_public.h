// What AWS calls public: the predicate that decides what Block Public Access holds back. It is not
// whether strangers get in, see openness.h: a policy for one foreign network is not public, and one
// for whoever sends a secret Referer is.
//
// Source: Amazon S3 user guide, "Blocking public access to your Amazon S3 storage", 'The meaning of
// "public"'.
#pragma once

#include "investigate/openness/policy.h"
#include "investigate/openness/truth.h"

namespace s3rare::investigate::openness {

/// A statement that allows is public unless it grants only to fixed principals, or one of its
/// conditions requires fixed values of a key on AWS's list. Negated operators, `IfExists` and
/// `ForAllValues` require nothing.
/// @returns what the statements that allow say; `maybe` where a statement rests on keys about which
///          AWS's list is silent
Truth is_public_by_allows(const Policy& policy);

/// @returns whether the policy has a Deny for everyone. AWS does not say whether such a Deny can
///          make a policy with public statements non-public
bool has_deny_for_everyone(const Policy& policy);

/// @returns whether the whole policy is public: `maybe` if a Deny leaves it undecided
Truth is_aws_public(const Policy& policy);

}  // namespace s3rare::investigate::openness
