// Counts records per name: one count for each of the first names in text order, as many as fit,
// and one for all others together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "investigate/bounded/first_in_order.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

class CappedCounts {
 public:
  /// Longer names are cut; a hash distinguishes them.
  static constexpr std::size_t kLongestName = 256;

  struct Bytes {
    std::size_t operator()(const std::string& name) const;
  };

  /// @param most_bytes  limit on the memory of names and numbers
  explicit CappedCounts(std::size_t most_bytes);

  /// @param name  an empty one counts as `(none)`
  void add(std::string_view name);
  void merge(CappedCounts&& other);

  std::uint64_t total() const { return total_; }

  /// The names that are counted separately with their numbers, in order of text.
  const auto& counted() const { return names_.entries(); }

  /// @returns these, most records first
  Counts counts() const;

 private:
  FirstInOrder<std::string, std::uint64_t, Bytes> names_;
  std::uint64_t total_ = 0;
};

/// Sorts the names into the order of a dossier.
void sort_counts(Counts& counts);

}  // namespace s3rare::investigate
