// The sources of a bucket, window by window.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "investigate/bounded/source_sample.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Borrows a sample. Moving from one window to the next costs only the cells that enter or leave.
class RankedSources {
 public:
  explicit RankedSources(const SourceSample& sample);

  /// Moves to the window of the cells `first` to `last`, both included. Neither may go back.
  void move_to(std::uint32_t first, std::uint32_t last);

  /// Fills in the number of sources in the window, and those with the most records.
  /// @param own  the alert's own source, which is excluded
  void fill(OtherSources& others, std::string_view own) const;

 private:
  struct Entry {
    std::uint32_t cell = 0;
    std::uint32_t source = 0;
    std::uint64_t records = 0;
  };
  struct Rank {
    std::uint64_t records = 0;
    std::uint32_t source = 0;
    friend bool operator<(const Rank& a, const Rank& b) {
      return std::tie(b.records, a.source) < std::tie(a.records, b.source);
    }
  };

  void change(std::uint32_t source, std::uint64_t more, std::uint64_t less);

  const SourceSample& sample_;
  std::vector<const SourceSample::Sources::value_type*> sources_;  // in order of addresses
  std::vector<Entry> entries_;                                     // in order of cells
  std::size_t behind_last_ = 0;         // the first entry that has not entered yet
  std::size_t first_ = 0;               // the first entry that has not left yet
  std::vector<std::uint64_t> records_;  // by source, in the window
  std::set<Rank> ranks_;
  std::uint32_t first_cell_ = 0;
  std::uint32_t last_cell_ = 0;
};

}  // namespace s3rare::investigate
