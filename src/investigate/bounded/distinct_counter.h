// How many different things there are, in each of many groups: exact as long as their hashes fit
// into the memory that all groups share, then an estimate for the largest groups.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "investigate/bounded/sampled_groups.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// A set of 64-bit hashes, those that begin with `level` zero bits. Takes 11 to 22 bytes for each.
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

  std::vector<std::uint64_t> slots_;  // a power of two of them, or none; 0 is an empty one
  std::size_t size_ = 0;
  unsigned level_ = 0;
};

class DistinctCounter {
 public:
  /// @param most  hashes of all groups together
  DistinctCounter(std::size_t groups, std::size_t most) : groups_(groups, most) {}

  /// Adds a thing, by its hash, to a group.
  void add(std::size_t group, std::uint64_t hash) {
    groups_.add_to(group, [&](HashSample& sample) { sample.add(hash); });
  }

  /// @param other  with the same groups and as much memory
  void merge(DistinctCounter&& other) { groups_.merge(std::move(other.groups_)); }

  Distinct count(std::size_t group) const;

 private:
  SampledGroups<HashSample> groups_;
};

}  // namespace s3rare::investigate
