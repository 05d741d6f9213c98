// What makes a record a failure.
#pragma once

#include <string_view>

#include "s3rare/record.h"

namespace s3rare {

/// A request failed if its record has an `errorCode` or `errorMessage` of any type, other than null
/// and "".
/// Source: elastic/integrations, package aws, data stream cloudtrail, `event.outcome`.
bool is_failure(const RecordFields& record);

/// @returns the error code, or else the error message; `(no string)` for one of another type, and
///          nothing for a success
std::string_view error_of(const RecordFields& record);

}  // namespace s3rare
