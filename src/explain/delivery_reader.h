// Reads what a record tells of its delivery: of no use to the rule, but to whoever explains logs.
#pragma once

#include <optional>
#include <string_view>

#include "json/reader.h"

namespace s3rare::explain {

/// Borrowed: valid until the reader's next call, and as long as the record is. Empty or absent
/// where the record lacks the field or it has another type.
struct DeliveryFields {
  std::string_view region;    ///< awsRegion
  std::string_view category;  ///< eventCategory
  std::optional<bool> management;
  std::optional<bool> read_only;
};

class DeliveryReader {
 public:
  DeliveryReader();

  /// @param record  a record that is JSON; json::kPaddingBytes behind it must be readable
  DeliveryFields read(std::string_view record);

 private:
  json::JsonReader fields_;
};

}  // namespace s3rare::explain
