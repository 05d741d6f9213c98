#include "input/delivery_reader.h"

namespace s3rare::input {
namespace {

// The numbers of the paths, in the order of the constructor's list.
enum Path : std::size_t { kRegion, kCategory, kManagement, kReadOnly };

std::string_view string_of(const JsonValue& value) {
  return value.kind == JsonValue::Kind::string ? value.text : std::string_view();
}

std::optional<bool> boolean_of(const JsonValue& value) {
  if (value.kind != JsonValue::Kind::boolean) return std::nullopt;
  return value.text == "true";
}

}  // namespace

DeliveryReader::DeliveryReader()
    : fields_{"awsRegion", "eventCategory", "managementEvent", "readOnly"} {}

DeliveryFields DeliveryReader::read(std::string_view record) {
  if (!fields_.read(record)) return {};
  return {string_of(fields_[kRegion]), string_of(fields_[kCategory]),
          boolean_of(fields_[kManagement]), boolean_of(fields_[kReadOnly])};
}

}  // namespace s3rare::input
