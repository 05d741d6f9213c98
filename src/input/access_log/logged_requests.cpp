#include "input/access_log/logged_requests.h"

#include <algorithm>

#include "s3rare/rule.h"
#include "s3rare/siphash.h"

namespace s3rare::input {
namespace {

// Two requests with one hash are as unlikely as two with one ID: AWS's have 64 bits.
std::uint64_t hash_of(std::string_view request_id) { return siphash_64(HashKey{}, request_id); }

}  // namespace

void LoggedRequests::add(const RecordFields& record) {
  const std::string_view id = record.request_id.string();
  if (id.empty() || !record.event_source.is(rule::kProvider)) return;
  if (hashes_.size() < kMost) hashes_.push_back(hash_of(id));
}

void LoggedRequests::merge(LoggedRequests&& other) {
  hashes_.insert(hashes_.end(), other.hashes_.begin(), other.hashes_.end());
  other.hashes_ = {};
  std::sort(hashes_.begin(), hashes_.end());
  hashes_.erase(std::unique(hashes_.begin(), hashes_.end()), hashes_.end());
  hashes_.resize(std::min(hashes_.size(), kMost));
}

bool LoggedRequests::has(const AccessLogEntry& entry) const {
  // Of a request that deletes several objects, CloudTrail does not name the objects.
  return !entry.request_id.empty() && !entry.operation.starts_with("BATCH.") &&
         std::binary_search(hashes_.begin(), hashes_.end(), hash_of(entry.request_id));
}

}  // namespace s3rare::input
