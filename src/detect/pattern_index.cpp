#include "detect/pattern_index.h"

#include <algorithm>
#include <optional>

namespace s3rare {
namespace {

// Long texts have more than enough grams to choose from.
constexpr std::size_t kMostConsidered = 256;

// Bits of the filter for each gram: at most one gram in 16 that is not filed passes it, and the
// filter of 10,000 grams fits into a processor's first cache.
constexpr std::size_t kBitsPerGram = 16;

constexpr std::size_t kCountsPerException = 16;

}  // namespace

// Calls `visit(std::uint64_t gram)` for the longest grams that the conditions have.
template <class Visit>
void PatternIndex::for_each_gram(Conditions conditions, Visit&& visit) {
  std::size_t length = 0;
  for (const auto& [field, pattern] : conditions) {
    for (const std::string_view piece : pattern.pieces()) {
      length = std::max(length, std::min(piece.size(), kMostBytes));
    }
  }
  if (length == 0) return;
  for (const auto& [field, pattern] : conditions) {
    std::size_t considered = 0;
    for (const std::string_view piece : pattern.pieces()) {
      for (std::size_t at = 0; at + length <= piece.size(); ++at) {
        if (++considered > kMostConsidered) break;
        visit(gram_of(static_cast<std::size_t>(field), piece.substr(at, length)));
      }
    }
  }
}

void PatternIndex::count(Conditions conditions) {
  ++counted_;
  if (counts_.empty()) counts_.resize(kCountsPerException);
  while (counted_ * kCountsPerException > counts_.size()) {
    // A place becomes two, and it is not known for which of them its grams were counted.
    const std::vector<std::uint32_t> counts(counts_);
    counts_.insert(counts_.end(), counts.begin(), counts.end());
  }
  for_each_gram(conditions, [&](std::uint64_t gram) { ++counts_[place_of(gram, counts_.size())]; });
}

std::optional<std::uint64_t> PatternIndex::rarest_of(Conditions conditions) const {
  std::optional<std::uint64_t> rarest;
  std::uint32_t fewest = 0;
  for_each_gram(conditions, [&](std::uint64_t gram) {
    const std::uint32_t count = counts_[place_of(gram, counts_.size())];
    if (rarest && count >= fewest) return;
    rarest = gram;
    fewest = count;
  });
  return rarest;
}

bool PatternIndex::add(Conditions conditions, std::uint32_t number) {
  const auto gram = rarest_of(conditions);
  if (!gram) return false;
  file(*gram, number);
  return true;
}

void PatternIndex::file(std::uint64_t gram, std::uint32_t number) {
  const auto [place, is_new] = numbers_of_.emplace(gram, static_cast<std::uint32_t>(lists_.size()));
  if (is_new) {
    lists_.emplace_back();
    if (lists_.size() * kBitsPerGram > filter_.size() * 64) {
      filter_.assign(filter_.size() * 2, 0);
      for (const auto& filed : numbers_of_) add_to_filter(filed.first);
    }
    add_to_filter(gram);
    const std::uint64_t kind = gram >> 32;  // field and length
    is_used_[kind >> 3][(kind & 7) - 1] = true;
  }
  lists_[place->second].push_back(number);
}

void PatternIndex::add_to_filter(std::uint64_t gram) {
  const std::size_t bit = place_of(gram, filter_.size() * 64);
  filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

}  // namespace s3rare
