// Whether an episode fetched objects in bulk.
//
// Bulk is 100 different objects, or different objects of 100 MB together. An object that is fetched
// several times counts once, with its largest response: so a record that is delivered twice changes
// nothing. Objects are kept until they are enough; more cannot change the answer. `add` and `merge`
// are therefore commutative, associative and idempotent, and the answer is exact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace s3rare {

inline constexpr std::size_t kBulkObjects = 100;
inline constexpr std::uint64_t kBulkBytes = 100'000'000;

/// Objects, by a hash of bucket and key. Memory: 16 bytes for each, at most 1.6 KB, and nothing
/// once they are bulk.
class FetchedObjects {
 public:
  /// @param bytes  sent to the client; 0 if unknown
  void add(std::string_view bucket, std::string_view key, std::uint64_t bytes);
  void merge(const FetchedObjects& other);

  bool are_bulk() const { return are_bulk_; }

 private:
  struct Object {
    std::uint64_t hash;
    std::uint64_t bytes;
  };

  void add(const Object& object);

  std::vector<Object> objects_;  // by hash
  bool are_bulk_ = false;
};

}  // namespace s3rare
