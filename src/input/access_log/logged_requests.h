// The requests that CloudTrail has recorded, by their IDs. An entry of a server access log that
// holds one of them says nothing new.
//
// Memory is bounded: of more than `kMost` requests some are forgotten, and count twice where both
// logs hold them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "input/access_log/access_log_entry.h"
#include "s3rare/record.h"

namespace s3rare::input {

class LoggedRequests {
 public:
  static constexpr std::size_t kMost = std::size_t{16} * 1024 * 1024;  // 128 MB

  /// Adds the request of a record of CloudTrail, if an access log may hold it too.
  void add(const RecordFields& record);

  void merge(LoggedRequests&& other);

  /// Call it once all records are added and merged. False for the objects of a request that deletes
  /// several: CloudTrail does not name them.
  bool has(const AccessLogEntry& entry) const;

  bool empty() const { return hashes_.empty(); }

 private:
  std::vector<std::uint64_t> hashes_;  // sorted once merged
};

}  // namespace s3rare::input
