// What makes two matches the same match: term, event time and event ID.
#pragma once

#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"

namespace s3rare {

/// Whether a record comes from an S3 server access log, whose only ID is that of the request: the
/// reader makes it the event ID too. An event ID of CloudTrail is never that of a request.
bool is_of_access_log(const RecordFields& record);

/// @param time  the record's event time
/// @returns the event ID of a match. If the record has none, a hash of event time, term, action,
///          bucket, key and request ID: the same for every copy of the record. Of a server access
///          log, whose lines for the objects of one request share its ID, `s3access:`, the request
///          ID and such a hash. That sorts behind the UUIDs of CloudTrail, so of the same request
///          in both logs, at the same time, the record of CloudTrail is the earlier match.
std::string event_id_of(const RecordFields& match, EventTime time, std::string_view term);

}  // namespace s3rare
