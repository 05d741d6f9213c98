// Which values the most alerts have: exact, in little room, over values that nobody keeps.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "s3rare/siphash.h"

namespace s3rare::output {

/// As many values as a ranking names.
inline constexpr std::size_t kMostRanked = 100;

/// Values with their number of alerts, the most frequent first, then by value.
struct Ranking {
  std::vector<std::pair<std::string, std::uint64_t>> first;  ///< at most `kMostRanked`
  std::uint64_t values = 0;                                  ///< how many there are in all
};

/// Ranks the values of a sequence that is gone through twice. Keeps 8 bytes for each.
class RankingBuilder {
 public:
  /// @param key  secret of the hash by which values are told apart
  explicit RankingBuilder(const HashKey& key) : key_(key) {}

  /// Takes a value, in the first pass; an empty one counts for nothing.
  void count(std::string_view value);

  /// Ends the first pass.
  void sort();

  /// Takes the same value again, in the second pass.
  void name(std::string_view value);

  /// @returns the ranking; the builder is empty afterwards
  Ranking take();

 private:
  // A value's number of alerts, and the value.
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
