#include "json/term_members.h"

#include <cstddef>

namespace s3rare::json {

void write_terms(JsonWriter& json, std::string_view term, const TermFields& fields) {
  json.key("terms").begin_object();
  const auto values = term_values(term, fields);
  for (std::size_t i = 0; i < values.size(); ++i) json.field(ecs_name(fields[i]), values[i]);
  json.end_object();
}

}  // namespace s3rare::json
