// The rule's clauses as text: their names, their fields and the values that meet them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "s3rare/rule.h"

namespace s3rare::explain {

/// @returns the field's name in Elastic's rule
std::string_view clause_name(Clause clause);

/// @returns the CloudTrail field, or fields, that a clause checks
std::string_view clause_field(Clause clause);

/// @returns the values that meet a clause
std::vector<std::string_view> wanted_values(Clause clause, Principal principal);

/// @returns the values that meet a clause, as text: `AWSAccount or Unknown`
std::string wanted_text(Clause clause, Principal principal);

}  // namespace s3rare::explain
