// Random numbers that are the same everywhere: the standard library's distributions differ between
// implementations.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace s3rare::bench {

/// SplitMix64, and the distributions that corpora use.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  std::uint64_t between(std::uint64_t least, std::uint64_t most) {
    return least + below(most - least + 1);
  }
  bool one_in(std::uint64_t count) { return below(count) == 0; }

  template <typename List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

  std::string of(std::string_view alphabet, std::size_t length);
  std::string hex(std::size_t length);
  std::string base64(std::size_t length);
  std::string letters(std::size_t length);  ///< letters and digits
  std::string key_id(std::size_t length);   ///< with the characters of access keys and principals
  std::string s3_request_id();
  std::string uuid();

 private:
  std::uint64_t state_;
};

}  // namespace s3rare::bench
