#include "detect/pattern_index.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace s3rare {
namespace {

// Long texts have more than enough grams to choose from.
constexpr std::size_t kMostConsidered = 256;

// Bits of the filter for each gram: one gram in 32 that is not filed passes it.
constexpr std::size_t kBitsPerGram = 32;

}  // namespace

bool PatternIndex::add(std::span<const std::pair<ExceptionField, Glob>> conditions,
                       std::uint32_t number) {
  std::size_t length = 0;  // of the grams: the longest that some piece has
  for (const auto& [field, pattern] : conditions) {
    for (const std::string_view piece : pattern.pieces()) {
      length = std::max(length, std::min(piece.size(), kMostBytes));
    }
  }
  if (length == 0) return false;

  std::uint64_t rarest = 0;
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  std::size_t field_of_rarest = 0;
  for (const auto& [field, pattern] : conditions) {
    std::size_t considered = 0;
    for (const std::string_view piece : pattern.pieces()) {
      for (std::size_t at = 0; at + length <= piece.size(); ++at) {
        if (++considered > kMostConsidered || fewest == 0) break;
        const auto place = static_cast<std::size_t>(field);
        const std::uint64_t gram = gram_of(place, piece.substr(at, length));
        const std::size_t count = numbers_under(gram);
        if (count >= fewest) continue;
        fewest = count;
        rarest = gram;
        field_of_rarest = place;
      }
    }
  }
  is_used_[field_of_rarest][length - 1] = true;
  file(rarest, number);
  return true;
}

std::size_t PatternIndex::numbers_under(std::uint64_t gram) const {
  const auto found = numbers_of_.find(gram);
  return found == numbers_of_.end() ? 0 : lists_[found->second].size();
}

void PatternIndex::file(std::uint64_t gram, std::uint32_t number) {
  const auto [place, is_new] = numbers_of_.emplace(gram, static_cast<std::uint32_t>(lists_.size()));
  if (is_new) {
    lists_.emplace_back();
    if (lists_.size() * kBitsPerGram > filter_.size() * 64) {
      filter_.assign(filter_.size() * 4, 0);
      for (const auto& filed : numbers_of_) add_to_filter(filed.first);
    }
    add_to_filter(gram);
  }
  lists_[place->second].push_back(number);
}

void PatternIndex::add_to_filter(std::uint64_t gram) {
  const std::size_t bit = bit_of(gram, filter_.size() * 64);
  filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

}  // namespace s3rare
