// An access change for people: what it set, in words and as grants to everyone.
#pragma once

#include "investigate/access/access_change.h"
#include "investigate/access/access_record.h"

namespace s3rare::investigate {

/// Texts are bounded: names and ARNs to 256 bytes, lists to 10, the rest counted in words, and all
/// grants of a change together to about 2 KiB.
/// @param record  of a change
/// @param effect  as the bucket's timeline has it
AccessChange as_change(const AccessRecord& record, AccessEffect effect);

/// @returns what an organization's change set for the account, as clauses
std::string told_of_organization(const std::vector<openness::Observation>& shown);

}  // namespace s3rare::investigate
