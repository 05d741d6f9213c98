// Reads ACLs, blocks and ownership from the parameters of a request, which CloudTrail writes as the
// XML of the request: names vary in case, a list of one is not a list, and booleans may be text.
//
// Content that the record omits is undecided, neither open nor closed.
//
// Source: Amazon S3 API reference; AWS CloudTrail user guide, "CloudTrail record contents"
// (requestParameters above 100 KB are cut).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "investigate/openness/bucket_state.h"

namespace s3rare::investigate::openness {

/// The ACL that a request sets: by a canned name, headers for grants, or a document.
/// @param of_object  FULL_CONTROL of an object holds no WRITE
/// @returns nothing if the request has neither headers nor a document
std::optional<Acl> read_acl_text(std::string_view parameters, bool of_object);

/// The four settings of a block; one that is not named is off.
Block read_block_text(std::string_view parameters);

/// Whether ACLs are disabled, from `OwnershipControls`.
Truth read_ownership_text(std::string_view parameters);

/// @param ownership  such as `BucketOwnerEnforced`
Truth acls_disabled_by(std::string_view ownership);

/// The policy that a request sets.
PolicySetting read_policy_setting(std::string_view parameters);

/// @returns the first of a member's texts; nothing if it has none
/// @param name  in lower case; compared in any case
std::optional<std::string> text_member(std::string_view json, std::string_view name);

}  // namespace s3rare::investigate::openness
