// The objects of a bucket that an incident lists: those whose keys look like secrets, those that
// were written or deleted, and the largest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "report/incident.h"

namespace s3rare::report {

class TouchedObjects {
 public:
  static constexpr std::size_t kMostOfAKind = 50;
  static constexpr std::size_t kMostBytes = 16 * 1024;  ///< of the keys of a kind

  /// @param doing  an anonymous request for an object that succeeded and that read, wrote or
  ///               deleted it; after `describe`
  /// @param bytes  that it moved
  void add(const investigate::Doing& doing, std::optional<std::uint64_t> bytes);
  void merge(TouchedObjects&& other);

  /// @returns secrets first, then written and deleted, then the largest, each object once
  std::vector<TouchedObject> objects() const;

 private:
  struct Record {
    std::uint64_t requests = 0;
    std::optional<std::uint64_t> bytes;
    bool was_read = false;
    bool was_written = false;
    bool was_deleted = false;
    std::string source;  // of the first request
    investigate::FirstEvidence first;

    void merge(Record&& other);
  };
  struct Bytes {
    std::size_t operator()(const std::string& key) const { return key.size() + sizeof(Record); }
  };
  using OfKind = investigate::FirstInOrder<std::string, Record, Bytes>;

  // The largest by their bytes: an object that is dropped comes back only with a larger request, so
  // neither order nor threads matter. Requests are not counted, for the same reason.
  struct Large {
    std::string key;
    Record record;
  };

  static Record record_of(const investigate::Doing& doing, std::optional<std::uint64_t> bytes);
  static bool is_larger(const Large& a, const Large& b);
  void put_large(Large&& added);

  OfKind secrets_{kMostOfAKind, kMostBytes};
  OfKind changed_{kMostOfAKind, kMostBytes};
  std::vector<Large> largest_;  // the largest first
};

}  // namespace s3rare::report
