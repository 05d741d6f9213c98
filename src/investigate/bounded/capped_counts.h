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
  /// Longer names are cut; a hash keeps them apart.
  static constexpr std::size_t kLongestName = 256;

  struct Bytes {
    std::size_t operator()(const std::string& name) const;
  };

  /// @param most_bytes  that the names and their numbers may take
  explicit CappedCounts(std::size_t most_bytes);

  /// @param name  where it is empty, `(none)` is counted
  void add(std::string_view name);
  void merge(CappedCounts&& other);

  std::uint64_t total() const { return total_; }

  /// Names and numbers of those that are counted by themselves, in order of text.
  const auto& counted() const { return names_.entries(); }

  /// @returns them with the most records first
  Counts counts() const;

 private:
  FirstInOrder<std::string, std::uint64_t, Bytes> names_;
  std::uint64_t total_ = 0;
};

/// Puts the names in the order of a dossier.
void sort_counts(Counts& counts);

}  // namespace s3rare::investigate
