// Whether a source meets the Conditions of a grant.
//
// Only one kind can be told from a record: whether the source is in a network. Other Conditions
// depend on values that no record holds.
#pragma once

#include <optional>

#include "investigate/access/access_change.h"
#include "s3rare/network.h"

namespace s3rare::investigate {

/// A grant applies only if all its Conditions are met.
/// @param source  nothing: it is no address
/// @returns nothing if unknown; true for a grant without Conditions
std::optional<bool> meets_conditions(const std::optional<Address>& source,
                                     const PublicGrant& grant);

}  // namespace s3rare::investigate
