// A record has about one bracket in each block of 64 bytes, so blocks are looked at as masks, and
// brackets are then taken one by one.

#include "input/brackets.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace s3rare::input {
namespace {

// Blocks masked at once. More would be done in vain where a value ends.
constexpr std::size_t kBatch = 4;

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

void BracketScan::start() {
  prefilter_.start();
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

// Which of `count` bytes follow a backslash that escapes them.
std::uint64_t BracketScan::find_escaped(std::uint64_t backslashes, std::size_t count) {
  std::uint64_t escaped = escaped_ ? 1 : 0;
  escaped_ = false;
  backslashes &= ~escaped;
  while (backslashes != 0) {
    const int at = std::countr_zero(backslashes);
    if (static_cast<std::size_t>(at) + 1 == count) {
      escaped_ = true;
      break;
    }
    escaped |= std::uint64_t{2} << at;
    backslashes &= ~(std::uint64_t{3} << at);
  }
  return escaped;
}

// Takes the next bytes, at most a block. Where the value ends or breaks in them, `size_` is
// behind, or at, the bracket that does it.
BracketScan::Outcome BracketScan::take_block(const ByteMasks& masks, std::string_view block) {
  std::uint64_t quotes = masks.quotes;
  if (masks.backslashes != 0 || escaped_) quotes &= ~find_escaped(masks.backslashes, block.size());
  const std::uint64_t inside = prefix_xor(quotes) ^ in_string_;
  in_string_ = static_cast<std::uint64_t>(static_cast<std::int64_t>(inside) >> 63);

  std::uint64_t brackets = masks.brackets & ~inside;
  for (; brackets != 0; brackets &= brackets - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(brackets));
    const char bracket = block[at];
    const bool is_object = (bracket & kObjectBit) != 0;
    if ((bracket & kOpeningBit) != 0) {
      open(is_object);
      continue;
    }
    if (!close(is_object)) {
      size_ += at;
      return Outcome::mismatched;
    }
    if (depth_ == 1 && first_inner_end_ == 0) first_inner_end_ = size_ + at + 1;
    if (depth_ == 0) {
      size_ += at + 1;
      return Outcome::closed;
    }
  }
  size_ += block.size();
  return Outcome::more;
}

BracketScan::Outcome BracketScan::scan(std::string_view piece) {
  std::array<ByteMasks, kBatch> masks;
  std::size_t at = 0;
  while (piece.size() - at >= kBlockBytes) {
    const std::size_t blocks = std::min(kBatch, (piece.size() - at) / kBlockBytes);
    mask_(piece.data() + at, blocks, masks.data());
    for (std::size_t i = 0; i < blocks; ++i, at += kBlockBytes) {
      prefilter_.look(masks[i], piece, at);
      const Outcome outcome = take_block(masks[i], {piece.data() + at, kBlockBytes});
      if (outcome != Outcome::more) return outcome;
    }
  }
  if (at == piece.size()) return Outcome::more;
  const std::string_view rest = piece.substr(at);
  char padded[kBlockBytes] = {};
  std::memcpy(padded, rest.data(), rest.size());
  mask_(padded, 1, masks.data());
  prefilter_.look(masks[0], piece, at);
  return take_block(masks[0], rest);
}

}  // namespace s3rare::input
