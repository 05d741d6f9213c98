// Whether a policy that allows everyone something allows what an alert's request needed.
//
// A policy names permissions, not operations: HeadObject needs s3:GetObject, ListObjectsV2 needs
// s3:ListBucket (see s3_action.h). The answer is "no" only where it is certain: an unknown
// operation, a list that was cut, or a resource that is not a bucket's may allow anything. Source:
// Amazon S3 user guide, "Required permissions for Amazon S3 API operations"; AWS service
// authorization reference, "Actions, resources, and condition keys for Amazon S3".
#pragma once

#include "investigate/access/access_change.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Whether a grant can allow the alert's request: by its actions (patterns, in any case), by its
/// resources as far as they distinguish the bucket from its objects, and by its Conditions. A grant
/// that is limited to known requesters can do so only if the source is surely one of them. Keys are
/// not compared.
/// @param policy  of a bucket or an access point; a policy without grants may allow anything
bool may_give(const AccessChange& policy, const AlertToInvestigate& alert);

}  // namespace s3rare::investigate
