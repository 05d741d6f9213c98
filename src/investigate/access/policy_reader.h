// Reads the policy of a bucket or an access point.
#pragma once

#include <optional>
#include <string_view>

#include "investigate/access/bucket_policy.h"

namespace s3rare::investigate {

/// Names of elements may be in any case. Omits a statement whose Effect is neither Allow nor Deny.
/// Reads only the principal of a statement that is not for everyone.
/// @param json  the document
/// @returns nothing if the document is not a JSON object with a Statement
/// Source: AWS IAM user guide, "IAM JSON policy elements reference".
std::optional<BucketPolicy> read_policy(std::string_view json);

}  // namespace s3rare::investigate
