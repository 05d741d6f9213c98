// The loops that look at every byte of the logs, for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace s3rare::json {

/// What text stands in, between two bytes of it.
struct StringState {
  std::uint64_t inside = 0;  ///< all ones inside a string, else 0
  bool escaped = false;      ///< whether the next byte follows a backslash that escapes it
};

/// Most that may be indexed at once: positions are 16 bits wide.
inline constexpr std::size_t kMostIndexed = 32 * 1024;

/// Positions that may be written behind those that count.
inline constexpr std::size_t kIndexSlack = 4;

/// Where an index is written, and its end. Each needs room for as many positions as there are bytes
/// of text, and kIndexSlack.
struct IndexPositions {
  std::uint16_t* brackets;    ///< of objects and arrays, outside of strings
  std::uint16_t* rare_pairs;  ///< the first byte of each; see ByteKernels
};

/// Finds what there is to know of text without parsing it: brackets, and rare pairs.
/// @param text       at most kMostIndexed bytes; one more must be readable
/// @param state      before the text; afterwards, behind it
/// @param line_ends  whether line feeds are found as brackets are, wherever they stand
/// @returns the ends of the positions, each list in order
using IndexText = IndexPositions (*)(std::string_view text, StringState& state, bool line_ends,
                                     IndexPositions to);

/// Finds a pair of bytes.
/// @returns where the first of the two stands, or npos
using FindPair = std::size_t (*)(std::string_view text, std::size_t from);

/// Finds all pairs of bytes, which never overlap.
/// @param text  at most kMostIndexed bytes
/// @param to    where the positions of the first of the two are written: room for half as many as
///              there are bytes of text, rounded up
/// @returns their end
using FindPairs = std::uint16_t* (*)(std::string_view text, std::uint16_t* to);

struct ByteKernels {
  std::string_view name;
  IndexText index_text;
  FindPair find_rare_pair;    ///< rare in CloudTrail: `ym` in either case, and `\u`
  FindPairs find_name_pairs;  ///< `IP` and `tN`: of `sourceIPAddress` and `eventName`
  FindPairs find_key_pairs;   ///< `"k` and `"x`: of `"key"` and `"x-amz-acl"`
};

/// @returns what this processor can run, the fastest first; the last needs nothing of it
std::span<const ByteKernels> byte_kernels();

}  // namespace s3rare::json
