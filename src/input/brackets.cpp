// Works on blocks of 64 bytes, each turned into bit masks of the few bytes that matter. A record
// has about one bracket in each block, so brackets are then taken one by one.

#include "input/brackets.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace s3rare::input {
namespace {

constexpr std::size_t kBlockBytes = 64;

// '[' and '{', and ']' and '}', differ in this bit alone.
constexpr char kObjectBit = 0x20;

// This bit is set in '[' and '{', and not in ']' and '}'.
constexpr char kOpeningBit = 0x02;

// Bit i is set where an odd number of bits up to and including i is set: from quotes to strings.
std::uint64_t prefix_xor(std::uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

}  // namespace

struct BracketScan::Block {
  const char* bytes;
  std::uint64_t quotes = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t brackets = 0;

  explicit Block(const char* from) : bytes(from) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    const __m128i open = _mm_set1_epi8('{');
    const __m128i close = _mm_set1_epi8('}');
    const __m128i object_bit = _mm_set1_epi8(kObjectBit);
    for (int i = 0; i < 4; ++i) {
      const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from) + i);
      const __m128i folded = _mm_or_si128(part, object_bit);
      const auto mask = [&](__m128i equal) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(equal)))
               << (16 * i);
      };
      quotes |= mask(_mm_cmpeq_epi8(part, quote));
      backslashes |= mask(_mm_cmpeq_epi8(part, backslash));
      brackets |= mask(_mm_or_si128(_mm_cmpeq_epi8(folded, open), _mm_cmpeq_epi8(folded, close)));
    }
#else
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      const char folded = static_cast<char>(from[i] | kObjectBit);
      if (from[i] == '"') quotes |= bit;
      if (from[i] == '\\') backslashes |= bit;
      if (folded == '{' || folded == '}') brackets |= bit;
    }
#endif
  }
};

void BracketScan::start() {
  size_ = depth_ = max_depth_ = first_inner_end_ = 0;
  in_string_ = 0;
  escaped_ = false;
}

bool BracketScan::in_object() const {
  const std::size_t innermost = depth_ - 1;
  return innermost < kMatchedDepth && (is_object_[innermost / 64] >> (innermost % 64) & 1) != 0;
}

void BracketScan::open(bool is_object) {
  if (depth_ < kMatchedDepth) {
    std::uint64_t& word = is_object_[depth_ / 64];
    const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
    word = is_object ? word | bit : word & ~bit;
  }
  max_depth_ = std::max(max_depth_, ++depth_);
}

bool BracketScan::close(bool is_object) {
  --depth_;
  return depth_ >= kMatchedDepth ||
         (is_object_[depth_ / 64] >> (depth_ % 64) & 1) == (is_object ? 1U : 0U);
}

// Takes the first `count` bytes of a block. Returns true if the value ended or broke in it; then
// `size_` is behind, or at, the bracket that did it.
bool BracketScan::apply(const Block& block, std::size_t count, Outcome& outcome) {
  const std::uint64_t valid =
      count == kBlockBytes ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;

  std::uint64_t escaped = escaped_ ? 1 : 0;
  escaped_ = false;
  std::uint64_t backslashes = block.backslashes & valid & ~escaped;
  while (backslashes != 0) {
    const int at = std::countr_zero(backslashes);
    if (static_cast<std::size_t>(at) + 1 == count) {
      escaped_ = true;
      break;
    }
    escaped |= std::uint64_t{2} << at;
    backslashes &= ~(std::uint64_t{3} << at);
  }

  const std::uint64_t inside = prefix_xor(block.quotes & valid & ~escaped) ^ in_string_;
  in_string_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(inside) >> 63);

  std::uint64_t brackets = block.brackets & valid & ~inside;
  for (; brackets != 0; brackets &= brackets - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(brackets));
    const bool is_object = (block.bytes[at] & kObjectBit) != 0;
    if ((block.bytes[at] & kOpeningBit) != 0) {
      open(is_object);
      continue;
    }
    if (!close(is_object)) {
      size_ += at;
      outcome = Outcome::mismatched;
      return true;
    }
    if (depth_ == 1 && first_inner_end_ == 0) first_inner_end_ = size_ + at + 1;
    if (depth_ == 0) {
      size_ += at + 1;
      outcome = Outcome::closed;
      return true;
    }
  }
  size_ += count;
  return false;
}

BracketScan::Outcome BracketScan::scan(std::string_view piece) {
  Outcome outcome = Outcome::more;
  while (piece.size() >= kBlockBytes) {
    if (apply(Block(piece.data()), kBlockBytes, outcome)) return outcome;
    piece.remove_prefix(kBlockBytes);
  }
  if (!piece.empty()) {
    char padded[kBlockBytes] = {};
    std::memcpy(padded, piece.data(), piece.size());
    apply(Block(padded), piece.size(), outcome);
  }
  return outcome;
}

}  // namespace s3rare::input
