// One pass looks for two pairs of bytes that are rare in CloudTrail: `ym`, in either case, and
// `\u`. Only where one stands are its surroundings compared.

#include "input/prefilter.h"

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace s3rare::input {
namespace {

constexpr std::string_view kNeedle = "anonymous";
constexpr std::size_t kPairInNeedle = 4;  // where `ym` stands in it
constexpr char kLowerCase = 0x20;

// Whether `anonymous`, in any case, or `\u00` stands around a pair that was found at `at`.
bool confirm(std::string_view record, std::size_t at) {
  if (record[at] == '\\') return record.substr(at, 4) == "\\u00";
  if (at < kPairInNeedle || at - kPairInNeedle + kNeedle.size() > record.size()) return false;
  for (std::size_t i = 0; i < kNeedle.size(); ++i) {
    if ((record[at - kPairInNeedle + i] | kLowerCase) != kNeedle[i]) return false;
  }
  return true;
}

bool is_pair(char first, char second) {
  return ((first | kLowerCase) == 'y' && (second | kLowerCase) == 'm') ||
         (first == '\\' && second == 'u');
}

}  // namespace

bool may_match(std::string_view record) {
  std::size_t at = 0;
#if defined(__SSE2__)
  constexpr std::size_t kVector = 16;
  const __m128i lower_case = _mm_set1_epi8(kLowerCase);
  const __m128i y = _mm_set1_epi8('y');
  const __m128i m = _mm_set1_epi8('m');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i u = _mm_set1_epi8('u');
  for (; at + kVector < record.size(); at += kVector) {
    const auto* from = reinterpret_cast<const __m128i*>(record.data() + at);
    const auto* behind = reinterpret_cast<const __m128i*>(record.data() + at + 1);
    const __m128i first = _mm_loadu_si128(from);
    const __m128i second = _mm_loadu_si128(behind);
    const __m128i name = _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(first, lower_case), y),
                                       _mm_cmpeq_epi8(_mm_or_si128(second, lower_case), m));
    const __m128i escape =
        _mm_and_si128(_mm_cmpeq_epi8(first, backslash), _mm_cmpeq_epi8(second, u));
    auto pairs = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(name, escape)));
    for (; pairs != 0; pairs &= pairs - 1) {
      if (confirm(record, at + static_cast<std::size_t>(std::countr_zero(pairs)))) return true;
    }
  }
#endif
  for (; at + 1 < record.size(); ++at) {
    if (is_pair(record[at], record[at + 1]) && confirm(record, at)) return true;
  }
  return false;
}

}  // namespace s3rare::input
