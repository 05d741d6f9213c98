// Finds where a JSON object or array ends, without parsing it: matches brackets outside strings.
// On the way it learns what else can be told without parsing: see `Prefilter`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "input/byte_masks.h"
#include "input/prefilter.h"

namespace s3rare::input {

/// Deepest nesting of a record. Deeper ones are malformed: nobody's log, and somebody's attack.
inline constexpr std::size_t kMaxDepth = 1024;

/// What a scan tells of an object or array.
struct Scanned {
  std::size_t max_depth = 0;        ///< the deepest nesting so far; the value itself is at 1
  std::size_t first_inner_end = 0;  ///< from the value's start to the end of the first object or
                                    ///< array directly inside it; 0 before one has ended
  bool may_match = false;           ///< whether, if it is a record, it may match: see Prefilter
};

/// Scans one object or array, in as many pieces as it comes in. Strings and escapes are
/// followed, every bracket must meet its partner; nothing else is checked.
class BracketScan {
 public:
  enum class Outcome {
    closed,     ///< the value ends within the piece; `size` tells where
    more,       ///< the piece ends within the value
    mismatched  ///< a bracket closes one of the other kind, at `size`
  };

  /// @param mask  the implementation to use: all give the same
  explicit BracketScan(MaskBytes mask = mask_implementations().front().mask) : mask_(mask) {}

  /// Begins a value. The next piece starts with its opening bracket.
  void start();

  /// Scans the next piece. May be called again only after `more`.
  Outcome scan(std::string_view piece);

  /// Bytes scanned since the start: after `closed`, the value's length.
  std::size_t size() const { return size_; }

  /// What was learnt of the value so far.
  Scanned scanned() const { return {max_depth_, first_inner_end_, prefilter_.may_match()}; }

  /// Between pieces: whether the last one ended within a string.
  bool in_string() const { return in_string_ != 0; }

  /// Between pieces: whether the innermost open bracket is that of an object.
  bool in_object() const;

 private:
  // Brackets deeper than this are counted, not matched. Above kMaxDepth, so that a record of the
  // greatest depth is still matched inside its containers.
  static constexpr std::size_t kMatchedDepth = kMaxDepth + 64;

  Outcome take_block(const ByteMasks& masks, std::string_view block);
  std::uint64_t find_escaped(std::uint64_t backslashes, std::size_t count);
  void open(bool is_object);
  bool close(bool is_object);

  MaskBytes mask_;
  Prefilter prefilter_;
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
  std::size_t max_depth_ = 0;
  std::size_t first_inner_end_ = 0;
  std::uint64_t in_string_ = 0;  // all ones inside a string
  bool escaped_ = false;         // the next byte follows a backslash that escapes it
  std::array<std::uint64_t, kMatchedDepth / 64> is_object_{};  // a bit for each open bracket
};

}  // namespace s3rare::input
