// The rule's clauses in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "s3rare/rule.h"

namespace s3rare::explain {

/// @returns the field of Elastic's rule
std::string_view clause_name(Clause clause);

/// @returns the record's field, or fields, that a clause looks at
std::string_view clause_field(Clause clause);

/// @returns the values that meet a clause
std::vector<std::string_view> wanted_values(Clause clause, Principal principal);

/// @returns them as text: `AWSAccount or Unknown`
std::string wanted_text(Clause clause, Principal principal);

}  // namespace s3rare::explain
