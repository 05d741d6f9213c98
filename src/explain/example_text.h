// A record as two lines of text.
#pragma once

#include <cstddef>
#include <string>

#include "explain/near_miss.h"

namespace s3rare::explain {

/// Two lines that tell of a record: when, who, what and its event ID; then its error, if it failed,
/// and what was asked for.
std::string example_text(const explain::Example& example, std::size_t indent);

}  // namespace s3rare::explain
