// Counts distinct things, exactly while they are few: for the many sources of an incident, each of
// which may take only half a kilobyte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "investigate/dossier/dossier.h"

namespace s3rare::report {

/// Keeps the smallest hashes. Beyond `kMost` their density gives an estimate.
class FewDistinct {
 public:
  static constexpr std::size_t kMost = 128;

  /// @param hash  of a thing; equal things have equal hashes
  void add(std::uint64_t hash) { insert(static_cast<std::uint32_t>(hash >> 32U)); }
  void merge(const FewDistinct& other);

  investigate::Distinct count() const;

 private:
  void insert(std::uint32_t hash);

  std::vector<std::uint32_t> smallest_;  // ascending
  bool is_full_ = false;                 // more than kMost were added
};

}  // namespace s3rare::report
