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

/// Borrows a sample. From one window to the next only those cells cost anything that come in or go
/// out.
class RankedSources {
 public:
  explicit RankedSources(const SourceSample& sample);

  /// Goes to a window: the cells from `first` to `last`, included. Neither is before that of the
  /// window before.
  void move_to(std::uint32_t first, std::uint32_t last);

  /// Fills in how many sources there are in the window, and which have the most records.
  /// @param own  the source that is no other
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
  std::size_t behind_last_ = 0;         // the first entry that did not come in yet
  std::size_t first_ = 0;               // the first that did not go out yet
  std::vector<std::uint64_t> records_;  // of each source, in the window
  std::set<Rank> ranks_;
  std::uint32_t first_cell_ = 0;
  std::uint32_t last_cell_ = 0;
};

}  // namespace s3rare::investigate
