// When a file's path says that its records are from.
#pragma once

#include <string_view>

#include "input/find_files.h"

namespace s3rare::input {

/// Tells whether a path rules out that the file holds records of any of the time ranges; without
/// one nothing is ruled out. Read are the time in a CloudTrail file name
/// (`..._20181128T2310Z_...`) and a folder of the day (`.../2018/11/28/`); if there are both, both
/// must rule it out. A day of slack on each side covers late delivery, and writers that mean local
/// time. Source: AWS CloudTrail user guide, "CloudTrail log file names"; Firehose's
/// `YYYY/MM/dd/HH/`.
bool is_outside(std::string_view path, const TimeRanges& ranges);

}  // namespace s3rare::input
