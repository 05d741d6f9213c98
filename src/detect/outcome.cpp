#include "s3rare/outcome.h"

namespace s3rare {

std::string_view error_of(const RecordFields& record) {
  for (const Field* field : {&record.error_code, &record.error_message}) {
    if (!field->string().empty()) return field->string();
    if (field->kind == Field::Kind::other) return "(no string)";
  }
  return {};
}

bool is_failure(const RecordFields& record) { return !error_of(record).empty(); }

}  // namespace s3rare
