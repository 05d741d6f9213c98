// Decides whether a record tells who made its request. An export may rename, flatten or drop
// `userIdentity`. Such a record still looks like a record, but the rule cannot judge it.
#pragma once

#include <string_view>

namespace s3rare::input {

/// Decides by looking at every member of the record and of its `userIdentity`. The identity is
/// usable if it is an object in which `type` and `accountId` are strings. Either may also be null
/// or absent if it is not there in another spelling (`accountid`, or `userIdentity.accountId` in
/// the record) and if the object has at least one key that CloudTrail writes there. A service event
/// (`eventType` is `AwsServiceEvent`) is no request and needs no identity.
/// @param record  an object; brackets need not match
/// Source: AWS CloudTrail user guide, "CloudTrail record contents" (userIdentity is not optional)
/// and "CloudTrail userIdentity element".
bool has_usable_identity(std::string_view record);

/// A much faster look, by a search for bytes, at a record whose bytes rule out the anonymous
/// principal. It takes the first `userIdentity` for the record's own, although it may belong to an
/// object inside the record, and looks at its first key only.
/// @returns true if the identity is an object that begins with a key of CloudTrail; false says
///          nothing
bool shows_identity(std::string_view record);

}  // namespace s3rare::input
