#include "investigate/bounded/distinct_counter.h"

#include <algorithm>

namespace s3rare::investigate {

void HashSample::add(std::uint64_t hash) {
  hash = std::max<std::uint64_t>(hash, 1);  // 0 marks an empty slot
  if (static_cast<unsigned>(std::countl_zero(hash)) >= level_) insert(hash);
}

void HashSample::insert(std::uint64_t hash) {
  constexpr std::size_t kFewest = 4;
  if (size_ + size_ / 3 + 1 >= slots_.size()) rebuild(std::max(kFewest, slots_.size() * 2));
  // The hashes of a sample have the same beginning: use their end.
  std::size_t slot = hash & (slots_.size() - 1);
  while (slots_[slot] != 0 && slots_[slot] != hash) slot = (slot + 1) & (slots_.size() - 1);
  size_ += slots_[slot] == 0 ? 1 : 0;
  slots_[slot] = hash;
}

void HashSample::rebuild(std::size_t slots) {
  const std::vector<std::uint64_t> old = std::exchange(slots_, std::vector<std::uint64_t>(slots));
  size_ = 0;
  for (const std::uint64_t hash : old) {
    if (hash != 0 && static_cast<unsigned>(std::countl_zero(hash)) >= level_) insert(hash);
  }
}

void HashSample::raise_level() {
  ++level_;
  rebuild(slots_.size());
}

void HashSample::merge(HashSample&& other) {
  if (size_ == 0) {
    *this = std::move(other);
    return;
  }
  for (const std::uint64_t hash : other.slots_) {
    if (hash != 0) insert(hash);
  }
}

Distinct DistinctCounter::count(std::size_t group) const {
  const HashSample& sample = groups_[group];
  return {static_cast<std::uint64_t>(sample.size()) << sample.level(), sample.level() > 0};
}

}  // namespace s3rare::investigate
