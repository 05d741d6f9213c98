// Tells from a record's bytes that it cannot match, so that it need not be parsed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "input/byte_masks.h"

namespace s3rare::input {

/// Watches the bytes of a record go by, and looks for the anonymous principal.
///
/// A record can match only if it names that principal. Its bytes then hold `anonymous` or
/// `ANONYMOUS_PRINCIPAL` as they are, or they spell at least one of these characters, all of them
/// ASCII letters or `_`, as a JSON escape: `\u00` and a digit from 4 to 7. Sound for UTF-8.
class Prefilter {
 public:
  /// Begins a record.
  void start() {
    y_before_ = backslash_before_ = 0;
    found_ = false;
  }

  /// Takes the next block of a record.
  /// @param masks  of the block
  /// @param piece  what is in memory of the record, and may be of what follows it
  /// @param at     where the block begins in it; it may end before the block does
  void look(const ByteMasks& masks, std::string_view piece, std::size_t at) {
    // Where the second byte of a pair stands that is rare in CloudTrail.
    const std::uint64_t name = masks.m & (masks.y << 1 | y_before_);
    const std::uint64_t escape = masks.u & (masks.backslashes << 1 | backslash_before_);
    const std::size_t last = std::min(kBlockBytes, piece.size() - at) - 1;
    y_before_ = masks.y >> last & 1;
    backslash_before_ = masks.backslashes >> last & 1;
    if ((name | escape) != 0) [[unlikely]] {
      look_closer(name, escape, piece, at);
    }
  }

  /// @returns false only if the record cannot match
  bool may_match() const { return found_; }

 private:
  void look_closer(std::uint64_t name, std::uint64_t escape, std::string_view piece,
                   std::size_t at);

  std::uint64_t y_before_ = 0;  // whether the byte before the block was one, in the lowest bit
  std::uint64_t backslash_before_ = 0;
  bool found_ = false;
};

}  // namespace s3rare::input
