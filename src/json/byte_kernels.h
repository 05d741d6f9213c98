// The loops that read every byte of the logs, for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace s3rare::json {

/// The state of the text between two bytes.
struct StringState {
  std::uint64_t inside = 0;  ///< all ones inside a string, else 0
  bool escaped = false;      ///< whether the next byte follows a backslash that escapes it
};

/// Limit of bytes indexed at once: positions are 16 bits wide.
inline constexpr std::size_t kMostIndexed = 32 * 1024;

/// Number of positions that an indexer may write after the valid ones.
inline constexpr std::size_t kIndexSlack = 4;

/// Where an index is written, or its end. Each list needs room for one position per byte of text,
/// plus kIndexSlack.
struct IndexPositions {
  std::uint16_t* brackets;    ///< of objects and arrays, outside of strings
  std::uint16_t* rare_pairs;  ///< the first byte of each; see ByteKernels
};

/// Finds brackets and rare pairs in text, without parsing it.
/// @param text       at most kMostIndexed bytes; one more must be readable
/// @param state      at the start of the text; updated to its end
/// @param line_ends  whether to list line feeds, anywhere, as brackets
/// @returns the ends of the positions, each list in order
using IndexText = IndexPositions (*)(std::string_view text, StringState& state, bool line_ends,
                                     IndexPositions to);

/// Finds a pair of bytes.
/// @returns the position of the first of the two, or npos
using FindPair = std::size_t (*)(std::string_view text, std::size_t from);

/// Finds all pairs of bytes. Pairs never overlap.
/// @param text  at most kMostIndexed bytes
/// @param to    receives the position of the first byte of each pair; needs room for half as many
///              positions as bytes of text, rounded up
/// @returns their end
using FindPairs = std::uint16_t* (*)(std::string_view text, std::uint16_t* to);

struct ByteKernels {
  std::string_view name;
  IndexText index_text;
  FindPair find_rare_pair;    ///< rare in CloudTrail: `ym` in either case, and `\u`
  FindPairs find_name_pairs;  ///< `IP` and `tN`: of `sourceIPAddress` and `eventName`
  FindPairs find_key_pairs;   ///< `"k` and `"x`: of `"key"` and `"x-amz-acl"`
};

/// @returns the kernels that this processor can run, the fastest first; the last is portable
std::span<const ByteKernels> byte_kernels();

}  // namespace s3rare::json
