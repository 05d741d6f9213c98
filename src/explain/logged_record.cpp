#include "explain/logged_record.h"

#include "s3rare/rule.h"
#include "s3rare/s3_action.h"

namespace s3rare::explain {
bool is_s3_data_event(const LoggedRecord& record) {
  if (!record.fields.event_source.is(rule::kProvider)) return false;
  if (!record.category.empty()) return record.category == "Data";
  if (record.management) return !*record.management;
  const S3Action* const known = find_s3_action(record.fields.event_name.string());
  return known != nullptr && known->is_data_event;
}

bool only_reads(const LoggedRecord& record) {
  if (record.read_only) return *record.read_only;
  return is_read_action(record.fields.event_name.string());
}

}  // namespace s3rare::explain
