// Finds objects that are in memory as a whole, one behind the other. Nearly every record is found
// here; whatever is out of the ordinary is left to `BracketScan` and `Cursor`.
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

  /// @param index_text  the implementation to use: all give the same
  explicit ObjectRun(json::IndexText index_text) : index_text_(index_text) {}

  /// Begins another stream.
  void reset() { next_ = end_ = {}; }

  /// @param text          begins with the object's bracket, and goes as far as the memory does;
  ///                      one more byte must be readable
  /// @param offset        where it stands in the stream
  /// @param on_one_line   whether a line feed inside the object is out of the ordinary
  /// @returns the object; or nothing if it is not there as a whole, if a bracket does not meet its
  ///          partner, or if it is nested deeper than 64
  std::optional<Object> next(std::string_view text, std::uint64_t offset, bool on_one_line);

 private:
  // Indexed at once. What lies behind an object is kept for the next one.
  static constexpr std::size_t kBatchBytes = 4096;

  bool index_more(std::string_view text, std::uint64_t offset);

  json::IndexText index_text_;
  json::StringState strings_;  // at the batch's end
  bool on_one_line_ = false;   // what the batch was indexed for
  std::uint64_t begin_ = 0;    // stream offsets of the batch that is indexed
  std::uint64_t behind_ = 0;
  json::IndexPositions next_{};  // positions in the batch that are not taken yet
  json::IndexPositions end_{};
  std::array<std::uint16_t, kBatchBytes + json::kIndexSlack> brackets_;
  std::array<std::uint16_t, kBatchBytes + json::kIndexSlack> rare_pairs_;
};

}  // namespace s3rare::input
