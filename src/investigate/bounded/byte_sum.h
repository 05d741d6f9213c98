// Sums of bytes. Each record may state up to 2^63 - 1 bytes, so a sum stops at 2^64 - 1 instead of
// starting again at zero.
#pragma once

#include <cstdint>
#include <limits>

namespace s3rare::investigate {

constexpr std::uint64_t byte_sum(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t sum = a + b;
  return sum < a ? std::numeric_limits<std::uint64_t>::max() : sum;
}

}  // namespace s3rare::investigate
