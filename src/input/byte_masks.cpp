// All implementations do the same; the portable one says what. `[` and `{`, and `]` and `}`, are
// told from other bytes by setting the one bit in which they differ, which is also that of case.

#include "input/byte_masks.h"

#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace s3rare::input {
namespace {

constexpr char kFold = 0x20;

void mask_portably(const char* from, std::size_t blocks, ByteMasks* masks) {
  for (const char* const end = from + blocks * kBlockBytes; from != end; from += kBlockBytes) {
    ByteMasks mask{};
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
      const char c = from[i];
      const char folded = static_cast<char>(c | kFold);
      const auto bit = [i](bool is) { return static_cast<std::uint64_t>(is) << i; };
      mask.quotes |= bit(c == '"');
      mask.backslashes |= bit(c == '\\');
      mask.brackets |= bit(folded == '{' || folded == '}');
      mask.y |= bit(folded == 'y');
      mask.m |= bit(folded == 'm');
      mask.u |= bit(c == 'u');
    }
    *masks++ = mask;
  }
}

#if defined(__x86_64__)

[[gnu::target("avx2")]] std::uint64_t join_avx2(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

[[gnu::target("avx2")]] void mask_with_avx2(const char* from, std::size_t blocks,
                                            ByteMasks* masks) {
  const __m256i fold = _mm256_set1_epi8(kFold);
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i backslash = _mm256_set1_epi8('\\');
  const __m256i open = _mm256_set1_epi8('{');
  const __m256i close = _mm256_set1_epi8('}');
  const __m256i y = _mm256_set1_epi8('y');
  const __m256i m = _mm256_set1_epi8('m');
  const __m256i u = _mm256_set1_epi8('u');
  for (const char* const end = from + blocks * kBlockBytes; from != end; from += kBlockBytes) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from) + 1);
    const __m256i low_folded = _mm256_or_si256(low, fold);
    const __m256i high_folded = _mm256_or_si256(high, fold);
    *masks++ = {
        .quotes = join_avx2(_mm256_cmpeq_epi8(low, quote), _mm256_cmpeq_epi8(high, quote)),
        .backslashes =
            join_avx2(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpeq_epi8(high, backslash)),
        .brackets = join_avx2(_mm256_or_si256(_mm256_cmpeq_epi8(low_folded, open),
                                              _mm256_cmpeq_epi8(low_folded, close)),
                              _mm256_or_si256(_mm256_cmpeq_epi8(high_folded, open),
                                              _mm256_cmpeq_epi8(high_folded, close))),
        .y = join_avx2(_mm256_cmpeq_epi8(low_folded, y), _mm256_cmpeq_epi8(high_folded, y)),
        .m = join_avx2(_mm256_cmpeq_epi8(low_folded, m), _mm256_cmpeq_epi8(high_folded, m)),
        .u = join_avx2(_mm256_cmpeq_epi8(low, u), _mm256_cmpeq_epi8(high, u)),
    };
  }
}

[[gnu::target("avx512bw")]] void mask_with_avx512(const char* from, std::size_t blocks,
                                                  ByteMasks* masks) {
  const __m512i fold = _mm512_set1_epi8(kFold);
  const __m512i quote = _mm512_set1_epi8('"');
  const __m512i backslash = _mm512_set1_epi8('\\');
  const __m512i open = _mm512_set1_epi8('{');
  const __m512i close = _mm512_set1_epi8('}');
  const __m512i y = _mm512_set1_epi8('y');
  const __m512i m = _mm512_set1_epi8('m');
  const __m512i u = _mm512_set1_epi8('u');
  for (const char* const end = from + blocks * kBlockBytes; from != end; from += kBlockBytes) {
    const __m512i bytes = _mm512_loadu_si512(from);
    const __m512i folded = _mm512_or_si512(bytes, fold);
    *masks++ = {
        .quotes = _mm512_cmpeq_epi8_mask(bytes, quote),
        .backslashes = _mm512_cmpeq_epi8_mask(bytes, backslash),
        .brackets = _mm512_cmpeq_epi8_mask(folded, open) | _mm512_cmpeq_epi8_mask(folded, close),
        .y = _mm512_cmpeq_epi8_mask(folded, y),
        .m = _mm512_cmpeq_epi8_mask(folded, m),
        .u = _mm512_cmpeq_epi8_mask(bytes, u),
    };
  }
}

void mask_with_sse2(const char* from, std::size_t blocks, ByteMasks* masks) {
  const __m128i fold = _mm_set1_epi8(kFold);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i open = _mm_set1_epi8('{');
  const __m128i close = _mm_set1_epi8('}');
  const __m128i y = _mm_set1_epi8('y');
  const __m128i m = _mm_set1_epi8('m');
  const __m128i u = _mm_set1_epi8('u');
  for (const char* const end = from + blocks * kBlockBytes; from != end; from += kBlockBytes) {
    ByteMasks mask{};
    for (int i = 0; i < 4; ++i) {
      const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from) + i);
      const __m128i folded = _mm_or_si128(part, fold);
      const auto bits = [i](__m128i equal) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(equal)))
               << (16 * i);
      };
      mask.quotes |= bits(_mm_cmpeq_epi8(part, quote));
      mask.backslashes |= bits(_mm_cmpeq_epi8(part, backslash));
      mask.brackets |=
          bits(_mm_or_si128(_mm_cmpeq_epi8(folded, open), _mm_cmpeq_epi8(folded, close)));
      mask.y |= bits(_mm_cmpeq_epi8(folded, y));
      mask.m |= bits(_mm_cmpeq_epi8(folded, m));
      mask.u |= bits(_mm_cmpeq_epi8(part, u));
    }
    *masks++ = mask;
  }
}

#endif

std::vector<MaskImplementation> find_implementations() {
  std::vector<MaskImplementation> found;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw")) found.push_back({"avx512", mask_with_avx512});
  if (__builtin_cpu_supports("avx2")) found.push_back({"avx2", mask_with_avx2});
  found.push_back({"sse2", mask_with_sse2});  // every x86-64 has it
#endif
  found.push_back({"portable", mask_portably});
  return found;
}

}  // namespace

std::span<const MaskImplementation> mask_implementations() {
  static const std::vector<MaskImplementation> kFound = find_implementations();
  return kFound;
}

}  // namespace s3rare::input
