#include "json/brackets.h"

#include <algorithm>

namespace s3rare::json {

void BracketScan::start() {
  strings_ = {};
  size_ = depth_ = max_depth_ = first_inner_end_ = 0;
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

// Processes a bracket. `behind` is the size of the value up to and including the bracket.
BracketScan::Outcome BracketScan::take(char bracket, std::size_t behind) {
  if (is_opening_bracket(bracket)) {
    open(is_object_bracket(bracket));
    return Outcome::more;
  }
  if (!close(is_object_bracket(bracket))) return Outcome::mismatched;
  if (depth_ == 1 && first_inner_end_ == 0) first_inner_end_ = behind;
  return depth_ == 0 ? Outcome::closed : Outcome::more;
}

BracketScan::Outcome BracketScan::scan(std::string_view piece) {
  while (!piece.empty()) {
    const std::string_view batch = piece.substr(0, kBatchBytes);
    const IndexPositions end =
        index_text_(batch, strings_, false, {brackets_.data(), rare_pairs_.data()});
    for (const std::uint16_t* at = brackets_.data(); at != end.brackets; ++at) {
      const Outcome outcome = take(batch[*at], size_ + *at + 1);
      if (outcome == Outcome::more) continue;
      size_ += *at + (outcome == Outcome::closed ? 1U : 0U);
      return outcome;
    }
    size_ += batch.size();
    piece.remove_prefix(batch.size());
  }
  return Outcome::more;
}

}  // namespace s3rare::json
