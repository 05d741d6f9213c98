// Makes incidents of what a pass over the logs has collected.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "investigate/dossier/dossier.h"
#include "report/collected/incident_collection.h"
#include "report/incident.h"
#include "s3rare/coverage.h"

namespace s3rare::report {

/// Fills in what databases and lists know of a source's address.
using Enrich = std::function<void(IncidentSource&)>;
/// @returns where else an identity is used, or nothing
using Elsewhere = std::function<void(UsedIdentity&, const std::string& source)>;

/// @param alerts  in order of time; each becomes part of one incident
/// @returns one incident for each bucket and Region that strangers reached, or that has an alert:
/// in
///          order of severity, harm, first stranger and key
std::vector<Incident> make_incidents(const IncidentCollection& collection,
                                     std::span<const investigate::AlertToInvestigate> alerts,
                                     const Coverage& coverage, const Enrich& enrich,
                                     const Elsewhere& elsewhere);

/// @returns what is looked for: the alerts' buckets, those that their sources reached, and their
///          sources
Wanted wanted_for(std::span<const investigate::AlertToInvestigate> alerts,
                  const ReachedBuckets& reached);

}  // namespace s3rare::report
