// Finds which of many patterns may match a text, without trying each of them.
//
// A pattern such as `logs/*.gz` requires the bytes between its wildcards. Each exception is filed
// under four of these bytes, a gram, in one of its fields. A match looks up the grams of its own
// fields, so the cost follows the length of its texts, not the number of exceptions. A gram that
// few exceptions share is chosen: `status/check-0001` and `status/check-0002` are filed apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "s3rare/exceptions.h"
#include "s3rare/glob.h"

namespace s3rare {

class PatternIndex {
 public:
  /// Files the number of an exception under a gram of its conditions. Numbers must ascend. Memory:
  /// about 100 bytes for each number.
  /// @returns false if no condition requires a byte: then the number is not filed
  bool add(std::span<const std::pair<ExceptionField, Glob>> conditions, std::uint32_t number);

  /// The texts of a match, by field.
  using Texts = std::array<std::string_view, kExceptionFields.size()>;

  /// Calls `visit(const std::vector<std::uint32_t>&)`, with ascending numbers, for each gram that
  /// occurs in a match. An exception that is not visited does not apply.
  template <class Visit>
  void for_each(const Texts& texts, Visit&& visit) const {
    std::vector<bool> visited;  // each gram once, however often a text repeats it
    for (std::size_t field = 0; field < texts.size(); ++field) {
      for (std::size_t length = 1; length <= kMostBytes; ++length) {
        if (!is_used_[field][length - 1]) continue;
        for (std::size_t at = 0; at + length <= texts[field].size(); ++at) {
          const std::uint64_t gram = gram_of(field, texts[field].substr(at, length));
          if (!may_hold(gram)) continue;
          const auto found = numbers_of_.find(gram);
          if (found == numbers_of_.end()) continue;
          visited.resize(lists_.size());
          if (visited[found->second]) continue;
          visited[found->second] = true;
          visit(lists_[found->second]);
        }
      }
    }
  }

 private:
  static constexpr std::size_t kMostBytes = 4;

  // A gram as one number: its bytes, their count, its field.
  static std::uint64_t gram_of(std::size_t field, std::string_view bytes) {
    std::uint64_t gram = field << 3 | bytes.size();
    for (const char c : bytes) gram = gram << 8 | static_cast<std::uint8_t>(c);
    return gram;
  }

  // The position of a gram's bit in the filter.
  static std::size_t bit_of(std::uint64_t gram, std::size_t bits) {
    constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;
    return gram * kFactor >> 32 & (bits - 1);
  }
  bool may_hold(std::uint64_t gram) const {
    const std::size_t bit = bit_of(gram, filter_.size() * 64);
    return (filter_[bit / 64] >> (bit % 64) & 1) != 0;
  }

  std::size_t numbers_under(std::uint64_t gram) const;
  void file(std::uint64_t gram, std::uint32_t number);
  void add_to_filter(std::uint64_t gram);

  std::unordered_map<std::uint64_t, std::uint32_t> numbers_of_;  // gram -> place in `lists_`
  std::vector<std::vector<std::uint32_t>> lists_;
  std::vector<std::uint64_t> filter_ = {0};  // a set bit for each gram; rules out most texts' grams
  std::array<std::array<bool, kMostBytes>, kExceptionFields.size()> is_used_{};  // by length
};

}  // namespace s3rare
