// Counts distinct things in each of many groups: exactly while their hashes fit into the memory
// that all groups share, and by an estimate for the largest groups beyond that.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "investigate/bounded/sampled_groups.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// A set of the 64-bit hashes that begin with `level` zero bits. Takes 11 to 22 bytes a hash.
class HashSample {
 public:
  std::size_t size() const { return size_; }
  unsigned level() const { return level_; }
  void add(std::uint64_t hash);
  void raise_level();
  void merge(HashSample&& other);

 private:
  void insert(std::uint64_t hash);
  void rebuild(std::size_t slots);

  std::vector<std::uint64_t> slots_;  // a power of two in number, or none; 0 marks an empty slot
  std::size_t size_ = 0;
  unsigned level_ = 0;
};

class DistinctCounter {
 public:
  /// @param most  limit on hashes, for all groups together
  DistinctCounter(std::size_t groups, std::size_t most) : groups_(groups, most) {}

  /// Adds a thing to a group by its hash.
  void add(std::size_t group, std::uint64_t hash) {
    groups_.add_to(group, [&](HashSample& sample) { sample.add(hash); });
  }

  /// @param other  with the same groups and the same limit
  void merge(DistinctCounter&& other) { groups_.merge(std::move(other.groups_)); }

  Distinct count(std::size_t group) const;

 private:
  SampledGroups<HashSample> groups_;
};

}  // namespace s3rare::investigate
