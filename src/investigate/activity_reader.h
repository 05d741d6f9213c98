// Tells who did something, where and how much, of a record as an investigation sees it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "input/file_reader.h"
#include "investigate/activity.h"

namespace s3rare::investigate {

class ActivityReader {
 public:
  /// @param path  of the file that the record stands in
  /// @returns the activity, valid until the reader's next call and as long as the record and `path`
  ///          are; or nothing if the record's time cannot be read
  /// Source: AWS CloudTrail user guide, "CloudTrail record contents" and "CloudTrail userIdentity
  /// element"; Amazon S3 user guide, "Amazon S3 CloudTrail events": bytes are told of data events.
  std::optional<Activity> read(const input::ParsedRecord& record, std::string_view path);

 private:
  std::string host_;
};

}  // namespace s3rare::investigate
