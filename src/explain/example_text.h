// An example record as two lines of text.
#pragma once

#include <cstddef>
#include <string>

#include "explain/near_miss.h"

namespace s3rare::explain {

/// The first line holds time, source, action and event ID; the second holds the error, if the
/// request failed, and the requested bucket and key. An event ID that does not fit on the first
/// line begins the second.
/// @param indent  columns of the left margin
/// @returns two lines, without a line end after the second
std::string example_text(const explain::Example& example, std::size_t indent);

}  // namespace s3rare::explain
