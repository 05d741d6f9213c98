// Whether a request failed. CloudTrail records no outcome: an error field marks a failure.
#pragma once

#include <string_view>

#include "s3rare/record.h"

namespace s3rare {

/// An error field of any JSON type but null counts; an empty string does not.
/// @returns the error code, or else the error message, or "(no string)" where that field is of
///          another type; empty for a success
inline std::string_view error_of(const RecordFields& fields) {
  for (const Field* field : {&fields.error_code, &fields.error_message}) {
    if (!field->string().empty()) return field->string();
    if (field->kind == Field::Kind::other) return "(no string)";
  }
  return {};
}

inline bool is_failure(const RecordFields& fields) { return !error_of(fields).empty(); }

}  // namespace s3rare
