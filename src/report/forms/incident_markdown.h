// An incident for a ticket, as GitHub's Markdown: a heading, facts, what to do, tables, evidence.
#pragma once

#include <string>

#include "report/incident.h"

namespace s3rare::report {

/// @returns the section. What strangers wrote is shown as text: no markup, link or mention of it
/// has
///          an effect
std::string incident_markdown(const Incident& incident);

}  // namespace s3rare::report
