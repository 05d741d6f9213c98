// Finds which of many patterns may match a text, without trying each of them.
//
// A pattern such as `logs/*.gz` requires the bytes between its wildcards. Each exception is filed
// under four of these bytes, a gram, in one of its fields. A match looks up the grams of its own
// fields, so the cost follows the length of its texts, not the number of exceptions. A gram that
// few exceptions have is chosen: `status/check-0001` is filed under `0001`, not under `stat`.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
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
  using Conditions = std::span<const std::pair<ExceptionField, Glob>>;

  /// Files the number of an exception under a gram of its conditions. Numbers must ascend. Memory:
  /// about 200 bytes for each number.
  /// @returns false if no condition requires a byte: then the number is not filed
  bool add(Conditions conditions, std::uint32_t number);

  /// Counts the grams of an exception. Call it for each before the first is added, and for each
  /// later one before it is added: the counts tell which gram is rare.
  void count(Conditions conditions);

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
    std::uint32_t word = 0;
    if (bytes.size() == sizeof(word)) {
      std::memcpy(&word, bytes.data(), sizeof(word));
    } else {
      for (const char c : bytes) word = word << 8 | static_cast<std::uint8_t>(c);
    }
    return std::uint64_t{field << 3 | bytes.size()} << 32 | word;
  }

  // The place of a gram among `places`, a power of two.
  static std::size_t place_of(std::uint64_t gram, std::size_t places) {
    constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;
    return gram * kFactor >> 32 & (places - 1);
  }
  bool may_hold(std::uint64_t gram) const {
    const std::size_t bit = place_of(gram, filter_.size() * 64);
    return (filter_[bit / 64] >> (bit % 64) & 1) != 0;
  }

  template <class Visit>
  static void for_each_gram(Conditions conditions, Visit&& visit);
  std::optional<std::uint64_t> rarest_of(Conditions conditions) const;
  void file(std::uint64_t gram, std::uint32_t number);
  void add_to_filter(std::uint64_t gram);

  std::unordered_map<std::uint64_t, std::uint32_t> numbers_of_;  // gram -> place in `lists_`
  std::vector<std::vector<std::uint32_t>> lists_;
  std::vector<std::uint64_t> filter_ = {0};  // a set bit for each gram; rules out most texts' grams
  // How many exceptions have a gram; grams in the same place are counted together.
  std::vector<std::uint32_t> counts_;
  std::size_t counted_ = 0;                                                      // exceptions
  std::array<std::array<bool, kMostBytes>, kExceptionFields.size()> is_used_{};  // by length
};

}  // namespace s3rare
