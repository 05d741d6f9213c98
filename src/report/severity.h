// How grave an incident is, and why.
//
//   critical  strangers wrote or deleted objects, or changed who gets in; a key that looks like a
//             secret was fetched; one source listed, then fetched 100 objects or 100 MB
//   high      fetched within 30 days after the bucket was opened, by a source on a list of
//             indicators, or by a source that listed before
//   medium    other reading
//   low       nothing but listings, nothing was sent, or nobody came yet
// Secrets, writes and deletions count whoever the stranger is: also a source that came before.
#pragma once

#include "report/collected/bucket_requests.h"
#include "report/incident.h"

namespace s3rare::report {

/// Sets severity and reasons, and whether the bucket is reached by many.
/// @param incident  whose exposure, access and sources are filled in
/// @param requests  to the bucket; null: none
void judge(Incident& incident, const BucketRequests* requests);

}  // namespace s3rare::report
