// The members of an alert that say which of its texts were cut.
#pragma once

#include "json/writer.h"
#include "s3rare/detail.h"

namespace s3rare::output {

/// Writes `truncated` and `truncated_fields`, so that a reader knows which texts are whole; nothing
/// if all are.
void write_truncated(json::JsonWriter& json, const DetailReader& detail);

}  // namespace s3rare::output
