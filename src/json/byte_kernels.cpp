// Every byte of the logs passes through these loops, so each instruction set has its own way to
// compare 64 bytes at once. The result is a bit mask with one bit per byte, the first byte lowest.
// The code that uses the masks is shared. It is inlined into the specific code so that the compiler
// targets the same processor.

#include "json/byte_kernels.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace s3rare::json {
namespace {

constexpr std::size_t kBlockBytes = 64;

// The only bit in which `[` differs from `{`, and `]` from `}`. It also separates upper and lower
// case.
constexpr char kFold = 0x20;

// ---- From masks to positions

// Positions of the relevant bytes in a block.
struct BlockMasks {
  std::uint64_t quotes;
  std::uint64_t backslashes;
  std::uint64_t brackets;
  std::uint64_t line_ends;
  std::uint64_t rare_pairs;  // the first byte of each
};

// Clears the masks behind the first `count` bytes of a block. `count` is less than 64.
[[gnu::always_inline]] inline BlockMasks first_of(const BlockMasks& masks, std::size_t count) {
  const std::uint64_t text = (std::uint64_t{1} << count) - 1;
  return {masks.quotes & text, masks.backslashes & text, masks.brackets & text,
          masks.line_ends & text, masks.rare_pairs & text};
}

// Sets bit i if an odd number of the bits up to and including i are set. This turns quotes into
// strings.
std::uint64_t prefix_xor_portably(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

class Indexer {
 public:
  [[gnu::always_inline]] Indexer(const StringState& state, bool line_ends, IndexPositions to)
      : inside_(state.inside),
        escaped_(state.escaped ? 1 : 0),
        wanted_line_ends_(line_ends ? ~std::uint64_t{0} : 0),
        to_(to.brackets),
        rare_to_(to.rare_pairs) {}

  // Returns the quotes in the next block that begin or end strings. `count` bytes of the block are
  // text.
  [[gnu::always_inline]] std::uint64_t quotes_of(const BlockMasks& masks,
                                                 std::size_t count = kBlockBytes) {
    if ((masks.backslashes | escaped_) == 0) return masks.quotes;
    return masks.quotes & ~find_escaped(masks.backslashes, count);
  }

  // Appends the positions in the block. @param strings  the prefix xor of its quotes
  [[gnu::always_inline]] void take(const BlockMasks& masks, std::uint64_t strings) {
    strings ^= inside_;
    inside_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(strings) >> 63);
    std::uint64_t brackets = masks.brackets & ~strings;
    if ((masks.line_ends | masks.rare_pairs) != 0) [[unlikely]] {
      brackets |= masks.line_ends & wanted_line_ends_;
      append_rare(masks.rare_pairs);
    }
    append(brackets);
    base_ += kBlockBytes;
  }

  [[gnu::always_inline]] IndexPositions finish(StringState& state) const {
    state = {inside_, escaped_ != 0};
    return {to_, rare_to_};
  }

 private:
  // Most blocks have few brackets, and their number defeats branch prediction. So two positions are
  // always written; the next call overwrites the surplus.
  [[gnu::always_inline]] void append(std::uint64_t bits) {
    constexpr int kAlways = 2;
    const int count = std::popcount(bits);
    for (int i = 0; i < kAlways; ++i, bits &= bits - 1) to_[i] = position_of_first(bits);
    for (int i = kAlways; i < count; ++i, bits &= bits - 1) to_[i] = position_of_first(bits);
    to_ += count;
  }

  void append_rare(std::uint64_t bits) {
    for (; bits != 0; bits &= bits - 1) *rare_to_++ = position_of_first(bits);
  }

  // Without any bit it returns an arbitrary position, which saves a branch.
  [[gnu::always_inline]] std::uint16_t position_of_first(std::uint64_t bits) const {
    constexpr std::uint64_t kLast = std::uint64_t{1} << (kBlockBytes - 1);
    return static_cast<std::uint16_t>(base_ +
                                      static_cast<std::size_t>(std::countr_zero(bits | kLast)));
  }

  // Finds the bytes among `count` that a backslash escapes.
  [[gnu::always_inline]] std::uint64_t find_escaped(std::uint64_t backslashes, std::size_t count) {
    std::uint64_t escaped = escaped_;
    escaped_ = 0;
    backslashes &= ~escaped;
    while (backslashes != 0) {
      const int at = std::countr_zero(backslashes);
      if (static_cast<std::size_t>(at) + 1 == count) {
        escaped_ = 1;
        break;
      }
      escaped |= std::uint64_t{2} << at;
      backslashes &= ~(std::uint64_t{3} << at);
    }
    return escaped;
  }

  std::uint64_t inside_;
  std::uint64_t escaped_;  // 1 if the next block's first byte is escaped
  std::uint64_t wanted_line_ends_;
  std::uint16_t* to_;
  std::uint16_t* rare_to_;
  std::size_t base_ = 0;
};

// The bytes after the last whole block, padded to a block, and the byte that follows them.
struct PaddedBlock {
  char bytes[kBlockBytes + 1] = {};

  [[gnu::always_inline]] explicit PaddedBlock(std::string_view rest) {
    std::memcpy(bytes, rest.data(), rest.size() + 1);
  }
};

// Indexes a text with the functions of one instruction set. Inlined so that the compiler targets
// that set.
using FindMasks = BlockMasks (*)(const char* block);
using PrefixXor = std::uint64_t (*)(std::uint64_t bits);

template <FindMasks find_masks, PrefixXor prefix_xor>
[[gnu::always_inline]] inline IndexPositions index_with(std::string_view text, StringState& state,
                                                        bool line_ends, IndexPositions to) {
  Indexer indexer(state, line_ends, to);
  for (; text.size() >= kBlockBytes; text.remove_prefix(kBlockBytes)) {
    const BlockMasks masks = find_masks(text.data());
    indexer.take(masks, prefix_xor(indexer.quotes_of(masks)));
  }
  if (!text.empty()) {
    const BlockMasks masks = first_of(find_masks(PaddedBlock(text).bytes), text.size());
    indexer.take(masks, prefix_xor(indexer.quotes_of(masks, text.size())));
  }
  return indexer.finish(state);
}

// Finds a pair with the functions of one instruction set. Inlined so that the compiler targets that
// set. The last block overlaps the one before it. Texts shorter than 65 bytes are searched
// portably.
using MaskPairs = std::uint64_t (*)(const char* block);

template <MaskPairs find_pairs, FindPair find_portably>
[[gnu::always_inline]] inline std::size_t find_pair_with(std::string_view text, std::size_t from) {
  constexpr std::size_t kNeeded = kBlockBytes + 1;
  if (text.size() < kNeeded) return find_portably(text, from);
  const std::size_t last = text.size() - kNeeded;
  for (std::size_t i = from; i < last; i += kBlockBytes) {
    const std::uint64_t pairs = find_pairs(text.data() + i);
    if (pairs != 0) return i + static_cast<std::size_t>(std::countr_zero(pairs));
  }
  const std::size_t done = std::max(from, last) - last;
  if (done >= kBlockBytes) return std::string_view::npos;
  const std::uint64_t pairs = find_pairs(text.data() + last) >> done << done;
  return pairs == 0 ? std::string_view::npos
                    : last + static_cast<std::size_t>(std::countr_zero(pairs));
}

// Like `find_pair_with`, but finds all pairs.
template <MaskPairs find_pairs, FindPairs find_portably>
[[gnu::always_inline]] inline std::uint16_t* find_all_with(std::string_view text,
                                                           std::uint16_t* to) {
  constexpr std::size_t kNeeded = kBlockBytes + 1;
  if (text.size() < kNeeded) return find_portably(text, to);
  const auto append = [&to](std::uint64_t pairs, std::size_t base) {
    for (; pairs != 0; pairs &= pairs - 1) {
      *to++ = static_cast<std::uint16_t>(base + static_cast<std::size_t>(std::countr_zero(pairs)));
    }
  };
  const std::size_t last = text.size() - kNeeded;
  std::size_t i = 0;
  for (; i < last; i += kBlockBytes) append(find_pairs(text.data() + i), i);
  const std::size_t done = i - last;
  if (done < kBlockBytes) append(find_pairs(text.data() + last) >> done << done, last);
  return to;
}

// ---- Pairs

bool is_rare_pair(char first, char second) {
  return ((first | kFold) == 'y' && (second | kFold) == 'm') || (first == '\\' && second == 'u');
}

bool is_name_pair(char first, char second) {
  return (first == 'I' && second == 'P') || (first == 't' && second == 'N');
}

bool is_key_pair(char first, char second) {
  return first == '"' && (second == 'k' || second == 'x');
}

template <bool (*is_pair)(char first, char second)>
std::size_t find_pair_portably(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    if (is_pair(text[i], text[i + 1])) return i;
  }
  return std::string_view::npos;
}

constexpr FindPair find_rare_pair_portably = find_pair_portably<is_rare_pair>;

template <bool (*is_pair)(char first, char second)>
std::uint16_t* find_pairs_portably(std::string_view text, std::uint16_t* to) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (is_pair(text[i], text[i + 1])) *to++ = static_cast<std::uint16_t>(i);
  }
  return to;
}

constexpr FindPairs find_name_pairs_portably = find_pairs_portably<is_name_pair>;
constexpr FindPairs find_key_pairs_portably = find_pairs_portably<is_key_pair>;

// ---- Portable

inline BlockMasks mask_portably(const char* block) {
  BlockMasks masks{};
  for (std::size_t i = 0; i < kBlockBytes; ++i) {
    const char c = block[i];
    const char folded = static_cast<char>(c | kFold);
    const auto bit = [i](bool is) { return static_cast<std::uint64_t>(is) << i; };
    masks.quotes |= bit(c == '"');
    masks.backslashes |= bit(c == '\\');
    masks.brackets |= bit(folded == '{' || folded == '}');
    masks.line_ends |= bit(c == '\n');
    masks.rare_pairs |= bit(is_rare_pair(c, block[i + 1]));
  }
  return masks;
}

IndexPositions index_portably(std::string_view text, StringState& state, bool line_ends,
                              IndexPositions to) {
  return index_with<mask_portably, prefix_xor_portably>(text, state, line_ends, to);
}

#if defined(__x86_64__)

// A carry-less multiplication by all ones gives each bit the sum of itself and the bits below it.
[[gnu::target("pclmul")]] inline std::uint64_t prefix_xor_with_clmul(std::uint64_t bits) {
  const __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)),
                                               _mm_set1_epi8('\xff'), 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

// ---- AVX-512

#define S3RARE_AVX512 [[gnu::target("avx512bw,avx2,bmi,bmi2,popcnt,pclmul")]]

// Masks the rare pairs: the first byte from `bytes`, the second from `next`.
S3RARE_AVX512 inline std::uint64_t find_rare_pairs(__m512i bytes, __m512i next) {
  const __m512i fold = _mm512_set1_epi8(kFold);
  const __mmask64 y = _mm512_cmpeq_epi8_mask(_mm512_or_si512(bytes, fold), _mm512_set1_epi8('y'));
  const __mmask64 backslash = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
  return _mm512_mask_cmpeq_epi8_mask(y, _mm512_or_si512(next, fold), _mm512_set1_epi8('m')) |
         _mm512_mask_cmpeq_epi8_mask(backslash, next, _mm512_set1_epi8('u'));
}

S3RARE_AVX512 inline BlockMasks mask_with_avx512(const char* block) {
  const __m512i bytes = _mm512_loadu_si512(block);
  const __m512i folded = _mm512_or_si512(bytes, _mm512_set1_epi8(kFold));
  const __m512i next = _mm512_loadu_si512(block + 1);
  return {.quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"')),
          .backslashes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\')),
          .brackets = _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('{')) |
                      _mm512_cmpeq_epi8_mask(folded, _mm512_set1_epi8('}')),
          .line_ends = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
          .rare_pairs = find_rare_pairs(bytes, next)};
}

S3RARE_AVX512 IndexPositions index_with_avx512(std::string_view text, StringState& state,
                                               bool line_ends, IndexPositions to) {
  return index_with<mask_with_avx512, prefix_xor_with_clmul>(text, state, line_ends, to);
}

S3RARE_AVX512 inline std::uint64_t find_rare_pairs_with_avx512(const char* block) {
  return find_rare_pairs(_mm512_loadu_si512(block), _mm512_loadu_si512(block + 1));
}

// Returns zero where a byte and the next one form a pair. Comparing each byte separately would take
// longer: the processor starts only one comparison of 64 bytes at a time.
S3RARE_AVX512 inline __m512i differ(__m512i from_first, __m512i next, char second) {
  constexpr int kOrXor = 0xf6;  // a | (b ^ c)
  return _mm512_ternarylogic_epi64(from_first, next, _mm512_set1_epi8(second), kOrXor);
}

S3RARE_AVX512 inline std::uint64_t where_either_is_zero(__m512i a, __m512i b) {
  const __m512i least = _mm512_min_epu8(a, b);
  return _mm512_testn_epi8_mask(least, least);
}

S3RARE_AVX512 inline std::uint64_t mask_name_pairs_with_avx512(const char* block) {
  const __m512i bytes = _mm512_loadu_si512(block);
  const __m512i next = _mm512_loadu_si512(block + 1);
  return where_either_is_zero(differ(_mm512_xor_si512(bytes, _mm512_set1_epi8('I')), next, 'P'),
                              differ(_mm512_xor_si512(bytes, _mm512_set1_epi8('t')), next, 'N'));
}

S3RARE_AVX512 inline std::uint64_t mask_key_pairs_with_avx512(const char* block) {
  const __m512i from_quote = _mm512_xor_si512(_mm512_loadu_si512(block), _mm512_set1_epi8('"'));
  const __m512i next = _mm512_loadu_si512(block + 1);
  return where_either_is_zero(differ(from_quote, next, 'k'), differ(from_quote, next, 'x'));
}

S3RARE_AVX512 std::size_t find_rare_pair_with_avx512(std::string_view text, std::size_t from) {
  return find_pair_with<find_rare_pairs_with_avx512, find_rare_pair_portably>(text, from);
}

S3RARE_AVX512 std::uint16_t* find_name_pairs_with_avx512(std::string_view text, std::uint16_t* to) {
  return find_all_with<mask_name_pairs_with_avx512, find_name_pairs_portably>(text, to);
}

S3RARE_AVX512 std::uint16_t* find_key_pairs_with_avx512(std::string_view text, std::uint16_t* to) {
  return find_all_with<mask_key_pairs_with_avx512, find_key_pairs_portably>(text, to);
}

// ---- AVX2

#define S3RARE_AVX2 [[gnu::target("avx2,bmi,bmi2,popcnt,pclmul")]]

S3RARE_AVX2 inline std::uint64_t join(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

S3RARE_AVX2 inline std::uint64_t find_with_avx2(__m256i low, __m256i high, char wanted) {
  const __m256i all = _mm256_set1_epi8(wanted);
  return join(_mm256_cmpeq_epi8(low, all), _mm256_cmpeq_epi8(high, all));
}

// Returns all ones where a rare pair begins: the first byte from `bytes`, the second from `next`.
S3RARE_AVX2 inline __m256i find_rare_pairs(__m256i bytes, __m256i next) {
  const __m256i fold = _mm256_set1_epi8(kFold);
  const __m256i y = _mm256_cmpeq_epi8(_mm256_or_si256(bytes, fold), _mm256_set1_epi8('y'));
  const __m256i m = _mm256_cmpeq_epi8(_mm256_or_si256(next, fold), _mm256_set1_epi8('m'));
  const __m256i backslash = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'));
  const __m256i u = _mm256_cmpeq_epi8(next, _mm256_set1_epi8('u'));
  return _mm256_or_si256(_mm256_and_si256(y, m), _mm256_and_si256(backslash, u));
}

S3RARE_AVX2 inline BlockMasks mask_with_avx2(const char* block) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block) + 1);
  const __m256i fold = _mm256_set1_epi8(kFold);
  const __m256i low_folded = _mm256_or_si256(low, fold);
  const __m256i high_folded = _mm256_or_si256(high, fold);
  const __m256i next_low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 1));
  const __m256i next_high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 1) + 1);
  const __m256i open = _mm256_set1_epi8('{');
  const __m256i close = _mm256_set1_epi8('}');
  return {.quotes = find_with_avx2(low, high, '"'),
          .backslashes = find_with_avx2(low, high, '\\'),
          .brackets = join(_mm256_or_si256(_mm256_cmpeq_epi8(low_folded, open),
                                           _mm256_cmpeq_epi8(low_folded, close)),
                           _mm256_or_si256(_mm256_cmpeq_epi8(high_folded, open),
                                           _mm256_cmpeq_epi8(high_folded, close))),
          .line_ends = find_with_avx2(low, high, '\n'),
          .rare_pairs = join(find_rare_pairs(low, next_low), find_rare_pairs(high, next_high))};
}

S3RARE_AVX2 IndexPositions index_with_avx2(std::string_view text, StringState& state,
                                           bool line_ends, IndexPositions to) {
  return index_with<mask_with_avx2, prefix_xor_with_clmul>(text, state, line_ends, to);
}

S3RARE_AVX2 inline __m256i find_name_pairs(__m256i bytes, __m256i next) {
  const __m256i i = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('I'));
  const __m256i p = _mm256_cmpeq_epi8(next, _mm256_set1_epi8('P'));
  const __m256i t = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('t'));
  const __m256i n = _mm256_cmpeq_epi8(next, _mm256_set1_epi8('N'));
  return _mm256_or_si256(_mm256_and_si256(i, p), _mm256_and_si256(t, n));
}

S3RARE_AVX2 inline __m256i find_key_pairs(__m256i bytes, __m256i next) {
  const __m256i quote = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
  const __m256i k = _mm256_cmpeq_epi8(next, _mm256_set1_epi8('k'));
  const __m256i x = _mm256_cmpeq_epi8(next, _mm256_set1_epi8('x'));
  return _mm256_and_si256(quote, _mm256_or_si256(k, x));
}

template <__m256i (*find_pairs)(__m256i bytes, __m256i next)>
S3RARE_AVX2 inline std::uint64_t find_pairs_with_avx2(const char* block) {
  const auto* const bytes = reinterpret_cast<const __m256i*>(block);
  const auto* const next = reinterpret_cast<const __m256i*>(block + 1);
  return join(find_pairs(_mm256_loadu_si256(bytes), _mm256_loadu_si256(next)),
              find_pairs(_mm256_loadu_si256(bytes + 1), _mm256_loadu_si256(next + 1)));
}

S3RARE_AVX2 std::size_t find_rare_pair_with_avx2(std::string_view text, std::size_t from) {
  return find_pair_with<find_pairs_with_avx2<find_rare_pairs>, find_rare_pair_portably>(text, from);
}

S3RARE_AVX2 std::uint16_t* find_name_pairs_with_avx2(std::string_view text, std::uint16_t* to) {
  return find_all_with<find_pairs_with_avx2<find_name_pairs>, find_name_pairs_portably>(text, to);
}

S3RARE_AVX2 std::uint16_t* find_key_pairs_with_avx2(std::string_view text, std::uint16_t* to) {
  return find_all_with<find_pairs_with_avx2<find_key_pairs>, find_key_pairs_portably>(text, to);
}

// ---- SSE2, which every x86-64 processor has

// Returns all ones where a rare pair begins: the first byte from `bytes`, the second from `next`.
__m128i find_rare_pairs(__m128i bytes, __m128i next) {
  const __m128i fold = _mm_set1_epi8(kFold);
  const __m128i y = _mm_cmpeq_epi8(_mm_or_si128(bytes, fold), _mm_set1_epi8('y'));
  const __m128i m = _mm_cmpeq_epi8(_mm_or_si128(next, fold), _mm_set1_epi8('m'));
  const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  const __m128i u = _mm_cmpeq_epi8(next, _mm_set1_epi8('u'));
  return _mm_or_si128(_mm_and_si128(y, m), _mm_and_si128(backslash, u));
}

[[gnu::always_inline]] inline BlockMasks mask_with_sse2(const char* block) {
  const __m128i fold = _mm_set1_epi8(kFold);
  BlockMasks masks{};
  for (int i = 0; i < 4; ++i) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i);
    const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 1) + i);
    const __m128i folded = _mm_or_si128(part, fold);
    const auto bits = [i](__m128i equal) {
      return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(equal)))
             << (16 * i);
    };
    masks.quotes |= bits(_mm_cmpeq_epi8(part, _mm_set1_epi8('"')));
    masks.backslashes |= bits(_mm_cmpeq_epi8(part, _mm_set1_epi8('\\')));
    masks.brackets |= bits(_mm_or_si128(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')),
                                        _mm_cmpeq_epi8(folded, _mm_set1_epi8('}'))));
    masks.line_ends |= bits(_mm_cmpeq_epi8(part, _mm_set1_epi8('\n')));
    masks.rare_pairs |= bits(find_rare_pairs(part, next));
  }
  return masks;
}

IndexPositions index_with_sse2(std::string_view text, StringState& state, bool line_ends,
                               IndexPositions to) {
  return index_with<mask_with_sse2, prefix_xor_portably>(text, state, line_ends, to);
}

__m128i find_name_pairs(__m128i bytes, __m128i next) {
  const __m128i i = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('I'));
  const __m128i p = _mm_cmpeq_epi8(next, _mm_set1_epi8('P'));
  const __m128i t = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('t'));
  const __m128i n = _mm_cmpeq_epi8(next, _mm_set1_epi8('N'));
  return _mm_or_si128(_mm_and_si128(i, p), _mm_and_si128(t, n));
}

__m128i find_key_pairs(__m128i bytes, __m128i next) {
  const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  const __m128i k = _mm_cmpeq_epi8(next, _mm_set1_epi8('k'));
  const __m128i x = _mm_cmpeq_epi8(next, _mm_set1_epi8('x'));
  return _mm_and_si128(quote, _mm_or_si128(k, x));
}

template <__m128i (*find_pairs)(__m128i bytes, __m128i next)>
[[gnu::always_inline]] inline std::uint64_t find_pairs_with_sse2(const char* block) {
  std::uint64_t pairs = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i);
    const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 1) + i);
    const int found = _mm_movemask_epi8(find_pairs(bytes, next));
    pairs |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(found)) << (16 * i);
  }
  return pairs;
}

std::size_t find_rare_pair_with_sse2(std::string_view text, std::size_t from) {
  return find_pair_with<find_pairs_with_sse2<find_rare_pairs>, find_rare_pair_portably>(text, from);
}

std::uint16_t* find_name_pairs_with_sse2(std::string_view text, std::uint16_t* to) {
  return find_all_with<find_pairs_with_sse2<find_name_pairs>, find_name_pairs_portably>(text, to);
}

std::uint16_t* find_key_pairs_with_sse2(std::string_view text, std::uint16_t* to) {
  return find_all_with<find_pairs_with_sse2<find_key_pairs>, find_key_pairs_portably>(text, to);
}

#endif

std::vector<ByteKernels> find_kernels() {
  std::vector<ByteKernels> found;
#if defined(__x86_64__)
  const bool has_bits = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                        __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
  if (has_bits && __builtin_cpu_supports("avx512bw")) {
    found.push_back({"avx512", index_with_avx512, find_rare_pair_with_avx512,
                     find_name_pairs_with_avx512, find_key_pairs_with_avx512});
  }
  if (has_bits && __builtin_cpu_supports("avx2")) {
    found.push_back({"avx2", index_with_avx2, find_rare_pair_with_avx2, find_name_pairs_with_avx2,
                     find_key_pairs_with_avx2});
  }
  found.push_back({"sse2", index_with_sse2, find_rare_pair_with_sse2, find_name_pairs_with_sse2,
                   find_key_pairs_with_sse2});
#endif
  found.push_back({"portable", index_portably, find_rare_pair_portably, find_name_pairs_portably,
                   find_key_pairs_portably});
  return found;
}

}  // namespace

std::span<const ByteKernels> byte_kernels() {
  static const std::vector<ByteKernels> kFound = find_kernels();
  return kFound;
}

}  // namespace s3rare::json
