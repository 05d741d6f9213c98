#include "output/ranking.h"

#include <algorithm>
#include <iterator>

namespace s3rare::output {

void RankingBuilder::count(std::string_view value) {
  if (!value.empty()) hashes_.push_back(siphash_64(key_, value));
}

void RankingBuilder::sort() {
  std::sort(hashes_.begin(), hashes_.end());
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    values_ += i == 0 || hashes_[i] != hashes_[i - 1] ? 1 : 0;
  }
}

void RankingBuilder::name(std::string_view value) {
  if (value.empty()) return;
  const auto [begin, end] =
      std::equal_range(hashes_.begin(), hashes_.end(), siphash_64(key_, value));
  const Rank rank(end - begin, value);
  if (first_.size() == kMostRanked && !Before()(rank, *std::prev(first_.end()))) return;
  if (first_.find(rank) != first_.end()) return;
  first_.emplace(rank);
  if (first_.size() > kMostRanked) first_.erase(std::prev(first_.end()));
}

Ranking RankingBuilder::take() {
  Ranking ranking;
  for (const auto& [alerts, value] : first_) ranking.first.emplace_back(value, alerts);
  ranking.values = values_;
  *this = RankingBuilder(key_);
  return ranking;
}

}  // namespace s3rare::output
