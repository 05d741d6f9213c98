// Reads from a CloudTrail record who did something, where and how much, for an investigation.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "input/file_reader.h"
#include "investigate/activity.h"

namespace s3rare::investigate {

class ActivityReader {
 public:
  /// @param path  of the file that holds the record
  /// @returns the activity, valid until the reader's next call and as long as the record and `path`
  ///          are; or nothing if the record's time cannot be read
  /// Source: AWS CloudTrail user guide, "CloudTrail record contents" and "CloudTrail userIdentity
  /// element"; Amazon S3 user guide, "Amazon S3 CloudTrail events": data events report bytes.
  std::optional<Activity> read(const input::ParsedRecord& record, std::string_view path);

 private:
  std::string host_;
};

}  // namespace s3rare::investigate
