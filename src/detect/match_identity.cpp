#include "s3rare/match_identity.h"

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare {

std::string event_id_of(const RecordFields& fields, EventTime time, std::string_view term) {
  std::string event_id = bounded(fields.event_id.string());
  if (!event_id.empty()) return event_id;
  return siphash_128_hex(
      HashKey{},
      length_prefixed({format_utc(time), term, fields.event_name.string(), fields.bucket.string(),
                       fields.key.string(), fields.request_id.string()}));
}

}  // namespace s3rare
