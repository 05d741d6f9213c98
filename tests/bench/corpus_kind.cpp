#include "corpus_kind.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "join.h"

namespace s3rare::bench {
namespace {

// Drawn from the quantiles of 3,872 real files (5 at the median, 16 at 90%, 33 at 99%, 622 at the
// maximum), with a few files as large as in busy accounts.
Extent delivery(Chance& chance) {
  struct Quantile {
    std::uint64_t in_10000;
    std::uint64_t records;
  };
  constexpr std::array<Quantile, 7> kQuantiles = {
      {{0, 1}, {5000, 5}, {9000, 16}, {9900, 33}, {9980, 120}, {9998, 622}, {10000, 6000}}};
  const std::uint64_t at = chance.below(10000);
  const auto* above = kQuantiles.begin() + 1;
  while (above->in_10000 <= at) ++above;
  const Quantile& below = *(above - 1);
  const std::uint64_t range = above->in_10000 - below.in_10000;
  return {below.records + (above->records - below.records) * (at - below.in_10000) / range,
          kUnlimited};
}

Extent tiny(Chance& chance) { return {chance.between(1, 5), kUnlimited}; }

Extent large(Chance& chance) {
  return {kUnlimited, chance.between(50 * kMegabyte, 100 * kMegabyte)};
}

Extent huge(Chance&) { return {kUnlimited, kUnlimited}; }

Extent part(Chance&) { return {kUnlimited, 64 * kMegabyte}; }

constexpr std::array<CorpusKind, 8> kKinds = {{
    {"delivery", "delivery files, many small and some large, 1% of the records match", 100,
     delivery},
    {"quiet", "the same, 0.01% match", 1, delivery},
    {"public", "the same, 50% match", 5000, delivery},
    {"tiny", "delivery files of 1 to 5 records, 1% match", 100, tiny},
    {"large", "delivery files of 50 to 100 MB inflated, 1% match", 100, large},
    {"huge", "one delivery file, 1% match", 100, huge},
    {"ndjson", "plain files of 64 MB, one record a line, 1% match", 100, part, true},
    {"sources", "delivery files, every record matches, each of another source", 10000, delivery,
     false, true},
}};

}  // namespace

const CorpusKind& corpus_kind(std::string_view name) {
  const auto* const kind = std::find_if(
      kKinds.begin(), kKinds.end(), [&](const CorpusKind& other) { return other.name == name; });
  if (kind == kKinds.end()) {
    throw std::invalid_argument(join({"found '", name, "', expected a KIND"}));
  }
  return *kind;
}

std::string_view corpus_kinds_usage() {
  static const std::string usage = [] {
    std::string text;
    for (const CorpusKind& kind : kKinds) {
      text += join({"  ", kind.name, std::string(10 - kind.name.size(), ' '), kind.what, "\n"});
    }
    return text;
  }();
  return usage;
}

}  // namespace s3rare::bench
