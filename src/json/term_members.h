// Writes a term as JSON.
#pragma once

#include <string_view>

#include "json/writer.h"
#include "s3rare/term.h"

namespace s3rare::json {

/// Writes the member `terms`: an object of the fields' ECS names and the term's values.
void write_terms(JsonWriter& json, std::string_view term, const TermFields& fields);

}  // namespace s3rare::json
