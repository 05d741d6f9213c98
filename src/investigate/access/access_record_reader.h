// Reads from a record what it says about who gets into a bucket.
#pragma once

#include <optional>
#include <string_view>

#include "investigate/access/access_record.h"
#include "investigate/activity.h"
#include "investigate/openness/observation_reader.h"
#include "investigate/openness/organization_event_reader.h"

namespace s3rare::investigate {

class AccessRecordReader {
 public:
  /// Names and texts are cut to 256 bytes, keys to 1,024.
  /// @param record    that the activity is of; json::kPaddingBytes behind it must be readable
  /// @param activity  of any service and action; those of S3 and of organizations are read
  /// @returns nothing if the record is neither a change of access nor evidence
  /// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events". Parameters stand in records as
  /// the XML of the request does, or as JSON in a string; both are read.
  std::optional<AccessRecord> read(std::string_view record, const Activity& activity);

 private:
  std::optional<AccessRecord> read_of_organization(std::string_view record,
                                                   const Activity& activity);

  openness::ObservationReader observations_;
  openness::OrganizationEventReader organizations_;
};

/// @returns whether a record with this eventName can be one, besides requests of anonymous callers
bool may_be_access_record(std::string_view event_name);

}  // namespace s3rare::investigate
