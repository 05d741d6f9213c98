// Buckets that a source listed and then fetched from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

class Enumerations {
 public:
  /// @param most  buckets that are looked at: the alert's own, then the first by name
  explicit Enumerations(std::size_t most) : buckets_(most, SIZE_MAX) {}

  /// @param doing       an anonymous listing or fetch that succeeded
  /// @param own_bucket  the alert's
  void add(const Doing& doing, std::string_view own_bucket);
  void merge(Enumerations&& other);

  /// @returns the buckets that were listed and fetched from, the last fetch not before the first
  ///          listing, by name
  std::vector<Enumeration> enumerations() const;

  /// How many buckets are looked at.
  std::size_t looked_at() const { return buckets_.entries().size(); }
  bool is_whole() const { return buckets_.left_out() == nullptr; }

 private:
  struct Requests {
    std::uint64_t records = 0;
    GrowingSpan span;
    FirstEvidence first;

    void add(const Doing& doing);
    void merge(Requests&& other);
  };
  struct OfBucket {
    Requests listings;
    Requests fetches;
  };
  struct Bytes {
    std::size_t operator()(const std::string& /*name*/) const { return 1; }
  };

  FirstInOrder<std::string, OfBucket, Bytes> buckets_;  // names behind 0 (the own one) or 1
};

}  // namespace s3rare::investigate
