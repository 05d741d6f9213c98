// A folder of logs, made from a seed: the same bytes for the same arguments (and zlib).
#pragma once

#include <cstdint>
#include <filesystem>

#include "corpus_kind.h"

namespace s3rare::bench {

struct CorpusPlan {
  const CorpusKind* kind = nullptr;
  std::filesystem::path folder;
  std::uint64_t inflated_bytes = kUnlimited;  ///< the corpus ends at the first of the three
  std::uint64_t files = kUnlimited;
  std::uint64_t records = kUnlimited;
  std::uint64_t sources = 10'000;  ///< addresses of anonymous callers
  std::uint64_t seed = 1;
};

struct MadeCorpus {
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t matches = 0;
  std::uint64_t inflated_bytes = 0;
  std::uint64_t disk_bytes = 0;
};

/// Writes the files. One of the plan's limits must be there. Throws where a file cannot be written.
MadeCorpus make_corpus(const CorpusPlan& plan);

}  // namespace s3rare::bench
