// Reads records of organizations.amazonaws.com.
#pragma once

#include <optional>
#include <string_view>

#include "investigate/openness/organization_event.h"
#include "json/reader.h"

namespace s3rare::investigate::openness {

inline constexpr std::string_view kOrganizations = "organizations.amazonaws.com";

/// @returns whether a record with this eventName, of organizations.amazonaws.com, can be an event.
///          Cheap: it is asked of every record
bool may_be_organization_event(std::string_view event_name);

class OrganizationEventReader {
 public:
  OrganizationEventReader();

  /// @param json  a record of that service; json::kPaddingBytes behind it must be readable
  /// @returns nothing if the request failed, changes nothing, or does not say whose it is: policies
  ///          and targets need an ID, and the trail's account its number
  /// Source: AWS Organizations user guide, "Logging AWS Organizations API calls with AWS
  /// CloudTrail", "Amazon S3 policy syntax and examples", "Resource control policies (RCPs)";
  /// public samples of CreatePolicy, UpdatePolicy, AttachPolicy and DisablePolicyType. The records
  /// are in the management account's trail, but an account joins and leaves in its own.
  std::optional<OrganizationEvent> read(std::string_view json);

  /// The parameters of the last record; JSON.
  std::string_view parameters() const { return parameters_; }

 private:
  json::JsonReader fields_;
  std::string_view parameters_;
};

}  // namespace s3rare::investigate::openness
