#include "explain/found_record.h"

#include <algorithm>
#include <iterator>

#include "s3rare/term.h"

namespace s3rare::explain {
namespace {

FoundField found(const Field& field) { return {field.kind, bounded(field.string())}; }

}  // namespace

bool FoundRecord::is_match() const {
  return std::all_of(holds.begin(), holds.end(), [](bool clause_holds) { return clause_holds; });
}

void FoundRecord::merge(const FoundRecord& other) {
  if (copies == 0) {
    *this = other;
    return;
  }
  copies += other.copies;
  places.insert(other.places.begin(), other.places.end());
  while (places.size() > kPlaces) places.erase(std::prev(places.end()));
}

void RecordFinder::add(const LoggedRecord& record, Principal principal,
                       const TermFields& term_fields, const std::string& excepted_by) {
  const RecordFields& fields = record.fields;
  FoundRecord one;
  one.time = record.time;
  for (std::size_t i = 0; i < kClauses.size(); ++i) {
    one.holds[i] = meets(fields, kClauses[i], principal);
  }
  one.term = term_of(fields, term_fields);
  one.places.emplace(record.path, record.offset);
  one.excepted_by = excepted_by;
  one.copies = 1;
  ++count_;
  records_[{found(fields.event_time), found(fields.source_address), found(fields.event_source),
            found(fields.event_name), found(fields.error_code), found(fields.error_message),
            found(fields.identity_type), found(fields.identity_account),
            bounded(fields.bucket.string()), bounded(fields.key.string()),
            bounded(record.user_agent), bounded(record.account), bounded(record.region)}]
      .merge(one);
  while (records_.size() > kRecords) records_.erase(std::prev(records_.end()));
}

void RecordFinder::merge(const RecordFinder& other) {
  count_ += other.count_;
  for (const auto& [values, record] : other.records_) records_[values].merge(record);
  while (records_.size() > kRecords) records_.erase(std::prev(records_.end()));
}

}  // namespace s3rare::explain
