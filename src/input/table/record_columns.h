// Which columns of a table hold a whole CloudTrail record as JSON.
#pragma once

#include <cstddef>
#include <vector>

#include "input/table/csv_header.h"

namespace s3rare::input {

/// @returns the columns of a header that hold records, the most certain one first; empty if there
///          are none
/// Sources: Splunk, `_raw`; Elastic Common Schema, `event.original`; CloudWatch Logs Insights,
/// `@message`; CloudTrail Lake, `eventJson`; CloudTrail `lookup-events`, `CloudTrailEvent`.
std::vector<std::size_t> record_columns(const CsvHeader& header);

}  // namespace s3rare::input
