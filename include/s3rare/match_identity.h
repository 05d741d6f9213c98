// What makes two matches the same match: term, event time and event ID.
#pragma once

#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare {

/// @param time  the record's event time
/// @returns the event ID of a match. If the record has none, a hash of event time, term, action,
///          bucket, key and request ID: the same for every copy of the record.
std::string event_id_of(const RecordFields& match, EventTime time, std::string_view term);

}  // namespace s3rare
