// The sources that reached a bucket, or a sample of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "investigate/dossier/dossier.h"
#include "s3rare/siphash.h"

namespace s3rare::investigate {

/// What a source did in one cell of time, see other_sources.h.
struct VisitCell {
  std::uint32_t number = 0;
  std::uint64_t records = 0;
  Span span;
};

/// The sources of a bucket whose requests succeeded, by cell, or a sample of them.
class SourceSample {
 public:
  struct Hash {
    std::size_t operator()(std::string_view address) const { return siphash_64({}, address); }
  };
  using Sources = std::unordered_map<std::string, std::vector<VisitCell>, Hash>;

  /// @returns an address as it is stored: cut above the length of any real source
  static std::string name_of(std::string_view address);

  std::size_t size() const { return cells_; }  ///< number of cells, of all sources
  unsigned level() const { return level_; }
  void add(std::string_view address, std::uint32_t cell, EventTime time);
  void raise_level();
  void merge(SourceSample&& other);

  const Sources& sources() const { return sources_; }

 private:
  void add(std::vector<VisitCell>& cells, const VisitCell& added);

  Sources sources_;
  std::size_t cells_ = 0;
  unsigned level_ = 0;
};

}  // namespace s3rare::investigate
