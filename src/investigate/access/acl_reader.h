// Reads what an ACL grants to everyone.
#pragma once

#include <string_view>

#include "investigate/access/bucket_policy.h"

namespace s3rare::investigate {

/// @returns whether a request that creates an object or a bucket sets its ACL, by a header
///          `x-amz-acl` or `x-amz-grant-...`
bool has_acl_header(std::string_view parameters);

/// Reads canned ACLs (`x-amz-acl`), headers (`x-amz-grant-read: uri="..."`), and the document
/// (`AccessControlPolicy`).
/// @param parameters  requestParameters, as JSON
/// @param name        of the ACL in `told`: "the bucket's ACL"
/// @returns `opened` if AllUsers get something; `may_open` if AuthenticatedUsers (everyone with an
///          AWS account) do, or if the ACL cannot be read; else `none`
/// Source: Amazon S3 user guide, "Access control list (ACL) overview".
AccessVerdict read_acl(std::string_view parameters, std::string_view name);

}  // namespace s3rare::investigate
