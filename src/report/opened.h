// Buckets that were opened and that no stranger has reached yet: the warning before the harm.
#pragma once

#include <vector>

#include "report/incident.h"

namespace s3rare::report {

/// Whether a change in the logs opened the bucket, or may have, to any caller, that holds at the
/// end of the logs, and no request of a stranger succeeded.
bool is_opened_unreached(const Incident& incident);

/// Keeps those incidents alone: those that are certainly open first, then in order of the opening.
void keep_opened_unreached(std::vector<Incident>& incidents);

}  // namespace s3rare::report
