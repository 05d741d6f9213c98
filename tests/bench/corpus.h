// A folder of logs, generated from a seed: the same bytes for the same arguments (and zlib).
#pragma once

#include <cstdint>
#include <filesystem>

#include "corpus_kind.h"

namespace s3rare::bench {

struct CorpusPlan {
  const CorpusKind* kind = nullptr;
  std::filesystem::path folder;
  std::uint64_t inflated_bytes = kUnlimited;  ///< the first limit reached of three ends the corpus
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

/// Writes the files. The plan must set a limit. Throws if a file cannot be written.
MadeCorpus make_corpus(const CorpusPlan& plan);

}  // namespace s3rare::bench
