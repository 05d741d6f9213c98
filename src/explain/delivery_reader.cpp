#include "explain/delivery_reader.h"

namespace s3rare::explain {
namespace {

// Indexes of the paths, in the order of the constructor's list.
enum DeliveryPath : std::size_t {
  kDeliveryRegion,
  kCategory,
  kManagement,
  kDeliveryReadOnly,
  kDeliveryArn
};

std::optional<bool> boolean_of(const json::JsonValue& value) {
  if (value.kind != json::JsonValue::Kind::boolean) return std::nullopt;
  return value.text == "true";
}

}  // namespace

DeliveryReader::DeliveryReader()
    : fields_{"awsRegion", "eventCategory", "managementEvent", "readOnly", "userIdentity.arn"} {}

DeliveryFields DeliveryReader::read(std::string_view record) {
  if (!fields_.read(record)) return {};
  return {fields_[kDeliveryRegion].string(), fields_[kCategory].string(),
          boolean_of(fields_[kManagement]), boolean_of(fields_[kDeliveryReadOnly]),
          fields_[kDeliveryArn].string()};
}

}  // namespace s3rare::explain
