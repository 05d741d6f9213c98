// Dates the records of a file by its path, where CloudTrail itself has named it.
#pragma once

#include <string_view>

#include "input/find_files.h"

namespace s3rare::input {

/// What a path says about a file and time ranges.
enum class PathDate {
  may_hold,           ///< the file may hold a record of a range, or the path says nothing
  outside,            ///< it holds none: CloudTrail's name of the file says so
  outside_by_folder,  ///< the same, but only the folder says so: the file has another name
};

/// Two dates count, and if the path has both, both must rule the file out:
/// - the time in a file name of CloudTrail, when it delivered the file:
///   `111122223333_CloudTrail_us-east-1_20240509T0335Z_AbC.json.gz`;
/// - the day of a folder of CloudTrail, right above the file:
///   `AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/09/`, or with an organization
///   `AWSLogs/o-abc/111122223333/...`. Any other folder with a date may be the day of an export.
///
/// They only rule out files from before the ranges, with a day of slack: no record is delivered
/// before its event, but records are delivered, or delivered again, up to 30 days after it.
///
/// @param root_length  the length of the part of the path that was named: a folder that the user
///                     names is read whatever its date
/// Source: AWS CloudTrail user guide, "CloudTrail log file names" and "Finding your CloudTrail log
/// files"; "CloudTrail record contents", `addendum`.
PathDate date_of_path(std::string_view path, std::size_t root_length, const TimeRanges& ranges);

}  // namespace s3rare::input
