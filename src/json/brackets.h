// Finds where a JSON object or array ends, without parsing it: matches brackets outside strings.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "json/byte_kernels.h"

namespace s3rare::json {

/// Deepest nesting of a record. Deeper records are malformed: no real log has them, an attack may.
inline constexpr std::size_t kMaxDepth = 1024;

/// What a scan learns about an object or array.
struct Scanned {
  std::size_t max_depth = 0;        ///< the deepest nesting so far; the value itself is at 1
  std::size_t first_inner_end = 0;  ///< from the value's start to the end of the first object or
                                    ///< array directly inside it; 0 before one has ended
  bool is_plain = false;            ///< known to contain no rare pair: see ByteKernels
};

/// Scans one object or array, which may come in several pieces. It follows strings and escapes and
/// matches brackets; it checks nothing else.
class BracketScan {
 public:
  enum class Outcome {
    closed,     ///< the value ends within the piece, at `size`
    more,       ///< the piece ends within the value
    mismatched  ///< a bracket closes one of the other kind, at `size`
  };

  /// @param index_text  the implementation to use: all give the same results
  explicit BracketScan(IndexText index_text = byte_kernels().front().index_text)
      : index_text_(index_text) {}

  /// Starts a value. The next piece starts with its opening bracket.
  void start();

  /// Scans the next piece. May be called again only after `more`.
  /// @param piece  one byte after it must be readable, as after the text of a std::string
  Outcome scan(std::string_view piece);

  /// Bytes scanned since the start: after `closed`, the value's length.
  std::size_t size() const { return size_; }

  /// What is known about the value so far.
  Scanned scanned() const { return {max_depth_, first_inner_end_}; }

  /// Between pieces: whether the last one ended within a string.
  bool in_string() const { return strings_.inside != 0; }

  /// Between pieces: whether the innermost open bracket belongs to an object.
  bool in_object() const;

 private:
  // Brackets deeper than this are counted, not matched. Larger than kMaxDepth, so that a record of
  // the greatest depth is still matched inside its containers.
  static constexpr std::size_t kMatchedDepth = kMaxDepth + 64;

  // Bytes indexed at a time. Index entries after the end of a value are wasted.
  static constexpr std::size_t kBatchBytes = 256;

  Outcome take(char bracket, std::size_t behind);
  void open(bool is_object);
  bool close(bool is_object);

  IndexText index_text_;
  StringState strings_;
  std::size_t size_ = 0;
  std::size_t depth_ = 0;
  std::size_t max_depth_ = 0;
  std::size_t first_inner_end_ = 0;
  std::array<std::uint16_t, kBatchBytes + kIndexSlack> brackets_;
  std::array<std::uint16_t, kBatchBytes + kIndexSlack> rare_pairs_;  // not used
  std::array<std::uint64_t, kMatchedDepth / 64> is_object_{};        // a bit for each open bracket
};

/// The kind of a bracket, by the bits of its character.
constexpr bool is_object_bracket(char bracket) { return (bracket & 0x20) != 0; }
constexpr bool is_opening_bracket(char bracket) { return (bracket & 0x02) != 0; }

}  // namespace s3rare::json
