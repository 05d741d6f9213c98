// When a bucket was open, and whether it is at the end of the logs: the bucket's timeline, told as
// intervals with the changes that began and ended them.
#pragma once

#include <optional>

#include "report/collected/access_log.h"
#include "report/incident.h"

namespace s3rare::report {

/// @param bucket   records about the bucket
/// @param account  records about its account; null: none
/// @param until    the last record of the logs
Exposure make_exposure(const IncidentKey& key, const AccessLog& bucket, const AccessLog* account,
                       std::optional<EventTime> until);

/// @returns the last interval before or at `time` that an opening for reading began, or null
const Exposed* read_opening_before(const Exposure& exposure, EventTime time);

}  // namespace s3rare::report
