// What organizations changed for one account: of their records those that changed something, each
// with what it set.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "investigate/access/kept_records.h"
#include "investigate/openness/observation.h"

namespace s3rare::investigate {

struct OrganizationChange {
  CountedRecord counted;  ///< null record: some were dropped
  std::vector<openness::Observation> shown;
};

/// In order of time.
using OrganizationChanges = std::vector<OrganizationChange>;

/// @param account  empty: not known; no organization is known to have it
/// @param records  of all organizations; null: none
std::shared_ptr<const OrganizationChanges> organization_changes(const std::string& account,
                                                                const KeptRecords* records);

}  // namespace s3rare::investigate
