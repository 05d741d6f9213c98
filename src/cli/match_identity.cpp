#include "cli/match_identity.h"

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::cli {

std::string event_id_of(const input::Match& match, std::string_view term) {
  std::string event_id = bounded(match.fields.event_id.string());
  if (!event_id.empty()) return event_id;
  return siphash_128_hex(
      HashKey{}, length_prefixed({format_utc(match.time.time), term,
                                  match.fields.event_name.string(), match.fields.bucket.string(),
                                  match.fields.key.string(), match.fields.request_id.string()}));
}

}  // namespace s3rare::cli
