// Which matches are copies of one: CloudTrail may deliver the same record more than once.
#pragma once

#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare {

/// @returns the event ID of a match, `bounded`; or a hash in its place if the record has none. The
///          hash is the same for every copy of a record.
std::string event_id_of(const RecordFields& fields, EventTime time, std::string_view term);

}  // namespace s3rare
