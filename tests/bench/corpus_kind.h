// The kinds of corpora: the size of their files, and the share of records that match.
#pragma once

#include <cstdint>
#include <string_view>

#include "chance.h"

namespace s3rare::bench {

inline constexpr std::uint64_t kMegabyte = 1000 * 1000;
inline constexpr std::uint64_t kUnlimited = ~std::uint64_t{0};

/// The limits of a file: it is full when it reaches either.
struct Extent {
  std::uint64_t records;
  std::uint64_t bytes;
};

struct CorpusKind {
  std::string_view name;
  std::string_view what;
  std::uint64_t matches_in_10000;
  Extent (*extent_of_file)(Chance& chance);
  bool is_ndjson = false;
  bool each_source_once = false;
};

/// Throws std::invalid_argument for an unknown name.
const CorpusKind& corpus_kind(std::string_view name);

/// One line for each kind, for a command's usage text.
std::string_view corpus_kinds_usage();

}  // namespace s3rare::bench
