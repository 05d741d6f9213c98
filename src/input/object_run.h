// Finds consecutive objects that are entirely in memory. This is the fast path, which finds nearly
// every record; `BracketScan` and `Cursor` handle everything unusual.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "json/brackets.h"
#include "json/byte_kernels.h"

namespace s3rare::input {

class ObjectRun {
 public:
  struct Object {
    std::size_t size;
    json::Scanned scanned;
  };

  /// @param index_text  the implementation to use: all give the same results
  explicit ObjectRun(json::IndexText index_text) : index_text_(index_text) {}

  /// Starts another stream.
  void reset() { next_ = end_ = {}; }

  /// @param text          all bytes in memory from the object's bracket on; one more byte must be
  ///                      readable
  /// @param offset        of `text` in the stream
  /// @param on_one_line   whether to give up at a line feed inside the object
  /// @returns the object; or nothing if it is incomplete, if its brackets do not match, or if it is
  ///          nested deeper than 64
  std::optional<Object> next(std::string_view text, std::uint64_t offset, bool on_one_line);

 private:
  // Bytes indexed at a time. The index behind an object is kept for the next object.
  static constexpr std::size_t kBatchBytes = 4096;

  bool index_more(std::string_view text, std::uint64_t offset);

  json::IndexText index_text_;
  json::StringState strings_;  // at the end of the batch
  bool on_one_line_ = false;   // the setting with which the batch was indexed
  std::uint64_t begin_ = 0;    // stream offsets of the indexed batch
  std::uint64_t behind_ = 0;
  json::IndexPositions next_{};  // positions in the batch that are not yet taken
  json::IndexPositions end_{};
  std::array<std::uint16_t, kBatchBytes + json::kIndexSlack> brackets_;
  std::array<std::uint16_t, kBatchBytes + json::kIndexSlack> rare_pairs_;
};

}  // namespace s3rare::input
