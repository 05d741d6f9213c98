#include "s3rare/match_identity.h"

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare {

std::string event_id_of(const RecordFields& match, EventTime time, std::string_view term) {
  std::string event_id = bounded(match.event_id.string());
  if (!event_id.empty()) return event_id;
  return siphash_128_hex(
      HashKey{},
      length_prefixed({format_utc(time), term, match.event_name.string(), match.bucket.string(),
                       match.key.string(), match.request_id.string()}));
}

}  // namespace s3rare
