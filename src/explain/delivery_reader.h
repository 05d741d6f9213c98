// Reads the fields of a record that the rule does not need but an explanation of the logs does.
#pragma once

#include <optional>
#include <string_view>

#include "json/reader.h"

namespace s3rare::explain {

/// Borrowed: valid until the reader's next call, and only as long as the record. A field is empty
/// or absent if the record lacks it or it has another type.
struct DeliveryFields {
  std::string_view region;         ///< awsRegion
  std::string_view category;       ///< eventCategory
  std::optional<bool> management;  ///< managementEvent
  std::optional<bool> read_only;   ///< readOnly
  std::string_view identity_arn;   ///< userIdentity.arn
};

class DeliveryReader {
 public:
  DeliveryReader();

  /// @param record  valid JSON; json::kPaddingBytes after its end must be readable
  DeliveryFields read(std::string_view record);

 private:
  json::JsonReader fields_;
};

}  // namespace s3rare::explain
