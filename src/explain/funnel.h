// How many records are left after each clause of the rule.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "s3rare/rule.h"

namespace s3rare::explain {

inline constexpr std::array<Clause, 5> kClauses = {
    Clause::provider, Clause::action, Clause::outcome, Clause::identity_type, Clause::principal};

/// Counts records by the first clause that they fail. Adding and merging commute.
class Funnel {
 public:
  /// @param unmet  the result of `first_unmet_clause` for the record
  void add(std::optional<Clause> unmet) {
    ++records_;
    if (unmet) ++lost_[static_cast<std::size_t>(*unmet)];
  }

  void merge(const Funnel& other) {
    records_ += other.records_;
    for (std::size_t i = 0; i < lost_.size(); ++i) lost_[i] += other.lost_[i];
  }

  std::uint64_t records() const { return records_; }

  /// @returns how many records fail this clause and meet all before it
  std::uint64_t lost(Clause clause) const { return lost_[static_cast<std::size_t>(clause)]; }

  /// @returns how many records meet this clause and all before it
  std::uint64_t left(Clause clause) const {
    std::uint64_t left = records_;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(clause); ++i) left -= lost_[i];
    return left;
  }

  std::uint64_t matches() const { return left(kClauses.back()); }

 private:
  std::uint64_t records_ = 0;
  std::array<std::uint64_t, kClauses.size()> lost_{};
};

}  // namespace s3rare::explain
