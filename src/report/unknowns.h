// What the logs cannot tell about an incident.
#pragma once

#include <vector>

#include "report/incident.h"
#include "s3rare/coverage.h"

namespace s3rare::report {

/// @param incident  complete but for its unknowns and actions
std::vector<Unknown> unknowns_of(const Incident& incident, const Coverage& coverage);

}  // namespace s3rare::report
