#include "s3rare/match_identity.h"

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare {

bool is_of_access_log(const RecordFields& record) {
  const std::string_view event_id = record.event_id.string();
  return !event_id.empty() && record.request_id.is(event_id);
}

std::string event_id_of(const RecordFields& match, EventTime time, std::string_view term) {
  const bool of_access_log = is_of_access_log(match);
  std::string event_id = bounded(match.event_id.string());
  if (!event_id.empty() && !of_access_log) return event_id;
  std::string hash = siphash_128_hex(
      HashKey{},
      length_prefixed({format_utc(time), term, match.event_name.string(), match.bucket.string(),
                       match.key.string(), match.request_id.string()}));
  return of_access_log ? "s3access:" + event_id + ":" + hash : hash;
}

}  // namespace s3rare
