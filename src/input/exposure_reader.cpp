#include "input/exposure_reader.h"

#include "json/text.h"

namespace s3rare::input {

Exposure read_exposure(const DetailReader& detail) {
  Exposure exposure;
  exposure.effect = effect_of_match(detail.find(DetailField::action));
  exposure.key_kind = secret_kind_of(detail.find(DetailField::key));
  const std::string_view event_data = detail.find(DetailField::additional_event_data);
  if (event_data.empty()) return exposure;
  json::Children members(event_data);
  while (const auto member = members.next()) {
    if (json::string_is(member->key, "bytesTransferredOut")) {
      exposure.bytes_out = parse_byte_count(member->value);
    } else if (json::string_is(member->key, "bytesTransferredIn")) {
      exposure.bytes_in = parse_byte_count(member->value);
    }
  }
  return exposure;
}

}  // namespace s3rare::input
