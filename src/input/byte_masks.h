// Turns JSON text into bit masks of the few bytes that matter to cutting it into records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace s3rare::input {

/// Bytes of a block: one bit each in a mask, the first byte's lowest.
inline constexpr std::size_t kBlockBytes = 64;

/// Where the bytes that matter stand in a block.
struct ByteMasks {
  std::uint64_t quotes;
  std::uint64_t backslashes;
  std::uint64_t brackets;  ///< of objects and of arrays, opening and closing
  std::uint64_t y;         ///< this and the next two are what the prefilter looks for,
  std::uint64_t m;         ///< `y` and `m` in either case
  std::uint64_t u;         ///< in lower case, as in a JSON escape
};

/// Fills a mask for each block.
/// @param from  `blocks` times kBlockBytes bytes
using MaskBytes = void (*)(const char* from, std::size_t blocks, ByteMasks* masks);

struct MaskImplementation {
  std::string_view name;
  MaskBytes mask;
};

/// @returns what this processor can run, the fastest first; the last needs nothing of it
std::span<const MaskImplementation> mask_implementations();

}  // namespace s3rare::input
