// Reads a change of access from a record.
#pragma once

#include <optional>
#include <string_view>

#include "investigate/access/access_change.h"
#include "investigate/activity.h"
#include "json/reader.h"

namespace s3rare::investigate {

class AccessChangeReader {
 public:
  AccessChangeReader();

  /// Texts are bounded: names and ARNs to 256 bytes, lists to 10, the rest counted in words, and
  /// all grants of a change together to about 2 KiB.
  /// @param record    that the activity is of; json::kPaddingBytes behind it must be readable
  /// @param activity  of any service and action
  /// @returns the change; nothing if the record is none
  /// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events". Parameters stand in records as
  /// the XML of the request does, or as JSON in a string; both are read.
  std::optional<AccessChange> read(std::string_view record, const Activity& activity);

 private:
  json::JsonReader fields_;
};

}  // namespace s3rare::investigate
