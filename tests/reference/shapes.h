// Records whose values exports have flattened, escaped or put into arrays, put back into the shape
// in which CloudTrail writes them.
#pragma once

#include <optional>
#include <string_view>

#include "reference/json.h"
#include "s3rare/event_time.h"

namespace s3rare::reference {

/// Changes a record in another shape to CloudTrail's.
void shape(Value& record);

/// Reads a time in any form that exports write.
std::optional<ParsedTime> read_time(std::string_view text);

}  // namespace s3rare::reference
