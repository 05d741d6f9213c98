// An incident for people at a terminal: at most 40 lines of 100 columns.
#pragma once

#include <string>

#include "report/incident.h"

namespace s3rare::report {

/// @returns the lines, with an empty one at the end. Commands are not wrapped: they are for copying
std::string incident_text(const Incident& incident);

}  // namespace s3rare::report
