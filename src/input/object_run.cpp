#include "input/object_run.h"

#include <algorithm>

namespace s3rare::input {
namespace {

constexpr std::size_t kMostDepth = 64;

// Matches brackets without a branch for each. One bit holds the kind of each open bracket; the
// lowest bit is the innermost.
struct Matcher {
  std::uint64_t objects = 0;
  std::size_t depth = 0;
  std::size_t max_depth = 0;
  std::uint64_t mismatched = 0;

  // Returns whether the bracket closes the value.
  bool take(char bracket) {
    const std::uint64_t is_object = json::is_object_bracket(bracket) ? 1 : 0;
    const bool opens = json::is_opening_bracket(bracket);
    mismatched |= opens ? 0 : (objects ^ is_object) & 1;
    objects = opens ? objects << 1 | is_object : objects >> 1;
    depth = opens ? depth + 1 : depth - 1;
    max_depth = std::max(max_depth, depth);
    return depth == 0;
  }
};

}  // namespace

// Indexes the next batch of the text. Returns false at its end.
bool ObjectRun::index_more(std::string_view text, std::uint64_t offset) {
  const std::string_view batch =
      text.substr(static_cast<std::size_t>(behind_ - offset)).substr(0, kBatchBytes);
  begin_ = behind_;
  behind_ += batch.size();
  next_ = {brackets_.data(), rare_pairs_.data()};
  end_ = index_text_(batch, strings_, on_one_line_, next_);
  return !batch.empty();
}

std::optional<ObjectRun::Object> ObjectRun::next(std::string_view text, std::uint64_t offset,
                                                 bool on_one_line) {
  const bool goes_on = next_.brackets != end_.brackets && begin_ + *next_.brackets == offset &&
                       on_one_line_ == on_one_line;
  if (!goes_on) {
    next_ = end_ = {};
    behind_ = offset;
    strings_ = {};
    on_one_line_ = on_one_line;
  }
  // Rare pairs between objects do not count for this object.
  while (next_.rare_pairs != end_.rare_pairs && begin_ + *next_.rare_pairs < offset) {
    ++next_.rare_pairs;
  }
  Matcher matcher;
  std::size_t first_inner_end = 0;
  bool is_plain = true;
  for (;;) {
    // The batch may begin before the text: the difference then wraps around, and back.
    const auto shift = static_cast<std::size_t>(begin_ - offset);
    while (next_.brackets != end_.brackets) {
      const std::size_t at = shift + *next_.brackets++;
      const char bracket = text[at];
      if (bracket == '\n') return std::nullopt;
      if (matcher.take(bracket)) {
        if (matcher.mismatched != 0 || matcher.max_depth > kMostDepth) return std::nullopt;
        for (; next_.rare_pairs != end_.rare_pairs && shift + *next_.rare_pairs < at;
             ++next_.rare_pairs) {
          is_plain = false;
        }
        // Line ends between objects are ignored.
        while (next_.brackets != end_.brackets && text[shift + *next_.brackets] == '\n') {
          ++next_.brackets;
        }
        return Object{at + 1, {matcher.max_depth, first_inner_end, is_plain}};
      }
      const bool ends_first =
          matcher.depth == 1 && first_inner_end == 0 && !json::is_opening_bracket(bracket);
      first_inner_end = ends_first ? at + 1 : first_inner_end;
    }
    is_plain = is_plain && next_.rare_pairs == end_.rare_pairs;
    if (!index_more(text, offset)) return std::nullopt;
  }
}

}  // namespace s3rare::input
