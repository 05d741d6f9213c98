// Whether a policy that lets everyone do something gives what an alert's request needed.
//
// A policy names permissions, not operations: HeadObject needs s3:GetObject, ListObjectsV2 needs
// s3:ListBucket. Only what is certain is denied: of an operation that is not known here, of a list
// that was cut, of a resource that is no bucket's, any permission may be the one.
// Source: Amazon S3 user guide, "Required permissions for Amazon S3 API operations"; AWS service
// authorization reference, "Actions, resources, and condition keys for Amazon S3".
#pragma once

#include "investigate/access/access_change.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Whether one of the grants that are limited to nobody known can allow the alert's request: by
/// its actions (patterns, without regard to case), and by its resources as far as these tell the
/// bucket from its objects. Keys are not compared.
/// @param policy  of a bucket or an access point; one without grants may give anything
bool may_give(const AccessChange& policy, const AlertToInvestigate& alert);

}  // namespace s3rare::investigate
