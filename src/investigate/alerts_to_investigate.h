// Reads from printed alerts what an investigation needs.
#pragma once

#include <vector>

#include "investigate/dossier/dossier.h"
#include "lists/alerts.h"
#include "s3rare/error.h"

namespace s3rare::investigate {

/// Reads all alerts, in order, and keeps duplicates. Memory grows with their text.
/// @returns the alerts, or an error that names the line of the first that cannot be investigated:
///          it is no alert of this rule and version, or lacks its time, or both source and bucket
Result<std::vector<AlertToInvestigate>> read_alerts_to_investigate(lists::AlertReader& reader);

}  // namespace s3rare::investigate
