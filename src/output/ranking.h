// Ranks values by their number of alerts: exact counts, without keeping the values themselves.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "s3rare/siphash.h"

namespace s3rare::output {

/// Number of values that a ranking lists.
inline constexpr std::size_t kMostRanked = 100;

/// Values with their number of alerts, most frequent first, then by value.
struct Ranking {
  std::vector<std::pair<std::string, std::uint64_t>> first;  ///< at most `kMostRanked`
  std::uint64_t values = 0;                                  ///< number of distinct values
};

/// Ranks the values of a sequence in two passes over it. Keeps 8 bytes a value.
class RankingBuilder {
 public:
  /// @param key  secret of the hash that distinguishes values
  explicit RankingBuilder(const HashKey& key) : key_(key) {}

  /// First pass: takes a value. Ignores an empty one.
  void count(std::string_view value);

  /// Ends the first pass.
  void sort();

  /// Second pass: takes the same value again.
  void name(std::string_view value);

  /// @returns the ranking; the builder is empty afterwards
  Ranking take();

 private:
  // The number of alerts of a value, and the value.
  using Rank = std::pair<std::uint64_t, std::string_view>;
  struct Before {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    }
  };

  HashKey key_;
  std::vector<std::uint64_t> hashes_;
  std::uint64_t values_ = 0;
  std::set<std::pair<std::uint64_t, std::string>, Before> first_;
};

}  // namespace s3rare::output
