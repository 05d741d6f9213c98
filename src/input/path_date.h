// Dates the records of a file by its path.
#pragma once

#include <string_view>

#include "input/find_files.h"

namespace s3rare::input {

/// @returns whether the path shows that the file holds no records in any of the time ranges; false
///          if there are no ranges
/// It reads the time in a CloudTrail file name (`..._20181128T2310Z_...`) and a folder of the day
/// (`.../2018/11/28/`); if the path has both, both must be outside. A day of slack on each side
/// covers late delivery and writers that use local time. Source: AWS CloudTrail user guide,
/// "CloudTrail log file names"; Firehose's `YYYY/MM/dd/HH/`.
bool is_outside(std::string_view path, const TimeRanges& ranges);

}  // namespace s3rare::input
