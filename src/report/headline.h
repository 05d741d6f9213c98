// Sentences about an incident that every form uses. They quote names as the logs have them: the
// forms escape what they print.
#pragma once

#include <string>
#include <string_view>

#include "report/incident.h"

namespace s3rare::report {

/// @returns a line that can be read aloud: `corp-backups: open for reading since
/// 2024-05-05T09:00:00Z
///          by dana, 18 sources, 13.2 GB fetched, 1 object that looks like a secret, still open`
std::string headline(const Incident& incident);

/// @returns the state with the change that says so: `open since ..., PutBucketPolicy by dana`
std::string state_line(const Exposure& exposure);

/// @returns an interval: `reading: open from ... (PutBucketPolicy by dana) to the end of the logs`
std::string exposed_line(const Exposed& exposed);

/// @returns what was taken or changed: `36 fetches of 1 object, 13.2 GB; 18 listings`
std::string access_line(const Access& access);

/// @returns the name at the end of an ARN: `dana`, `Admin/dana`; another text as it is
std::string_view short_actor(std::string_view actor);

/// @returns what a source did: `2 fetches (734.0 MB), 1 listing`
std::string source_line(const IncidentSource& source);

}  // namespace s3rare::report
