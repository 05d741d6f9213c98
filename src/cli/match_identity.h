// What makes two matches one, as runs see it.
#pragma once

#include <string>
#include <string_view>

#include "input/file_reader.h"

namespace s3rare::cli {

/// @returns the event ID of a match; or what stands for one that is missing: the same for the same
///          record, however delivered
std::string event_id_of(const input::Match& match, std::string_view term);

}  // namespace s3rare::cli
