// Reads a policy from its JSON.
#pragma once

#include <optional>
#include <string_view>

#include "investigate/openness/policy.h"

namespace s3rare::investigate::openness {

/// Names of elements may be in any case; a statement may stand without its list, and so may each
/// value. The reader is strict: what it does not understand could open or close a bucket.
/// @param json  the document; one byte after it must be readable
/// @returns nothing if the document is no policy, or a statement lacks its effect, principal,
///          actions or resources
/// Source: AWS IAM user guide, "IAM JSON policy elements reference".
std::optional<Policy> read_policy_text(std::string_view json);

}  // namespace s3rare::investigate::openness
