// Counts the days on which a bucket was reached.
#pragma once

#include <cstdint>
#include <vector>

namespace s3rare::investigate {

/// UTC days on which requests succeeded, by the cells of time in other_sources.h.
class VisitDays {
 public:
  void add(std::uint32_t cell, std::int64_t day, std::uint64_t source_hash);
  void merge(const VisitDays& other);

  /// @returns the number of days in the cells `begin` to `end`, both included, that have a source
  ///          other than this one
  std::uint64_t count_without(std::uint64_t source_hash, std::uint32_t begin,
                              std::uint32_t end) const;

 private:
  struct Day {
    std::uint32_t cell = 0;
    bool has_more = false;  // more than one source
    std::int64_t day = 0;
    std::uint64_t source_hash = 0;  // of the first source
  };

  void put(const Day& added);

  std::vector<Day> days_;  // in order of cell and day, which is the order of time
};

}  // namespace s3rare::investigate
