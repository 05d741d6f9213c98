// An incident as one line of JSON. `FIELDS.md` documents the members.
#pragma once

#include <string>

#include "report/incident.h"

namespace s3rare::report {

/// @returns the document, without a line end
std::string incident_json(const Incident& incident);

}  // namespace s3rare::report
