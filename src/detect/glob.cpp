#include "s3rare/glob.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

namespace s3rare {
namespace {

constexpr char kAnyRun = '\xff';
constexpr char kAnyCharacter = '\xfe';
constexpr std::string_view kWildcards = "\xff\xfe";
constexpr std::string_view kSpecial = "*?\\";

bool continues_character(char c) { return (c & '\xc0') == '\x80'; }

// A segment is the part of a pattern between two `*`. Matches one at the front of a text; returns
// the position behind it.
std::optional<std::size_t> match_front(std::string_view segment, std::string_view text) {
  std::size_t at = 0;
  for (const char token : segment) {
    if (at == text.size()) return std::nullopt;
    if (token == kAnyCharacter) {
      ++at;
      while (at < text.size() && continues_character(text[at])) ++at;
    } else if (token == text[at]) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return at;
}

// Matches a segment at the end of a text; returns the position where it begins.
std::optional<std::size_t> match_back(std::string_view segment, std::string_view text) {
  std::size_t at = text.size();
  for (std::size_t i = segment.size(); i-- > 0;) {
    if (at == 0) return std::nullopt;
    --at;
    if (segment[i] == kAnyCharacter) {
      while (at > 0 && continues_character(text[at])) --at;
    } else if (segment[i] != text[at]) {
      return std::nullopt;
    }
  }
  return at;
}

// The tokens of a segment with `?`, as bits of words. Bit i of the state is set while the text read
// so far ends with the first i + 1 tokens: each byte of the text takes a step for 64 tokens,
// however often the segment begins to match. Source: Baeza-Yates and Gonnet, "A new approach to
// text searching", 1992.
class SegmentSearch {
 public:
  explicit SegmentSearch(std::string_view segment)
      : words_((segment.size() + kBits - 1) / kBits),
        wanted_(2 * words_),
        any_(words_),
        state_(words_),
        last_(std::uint64_t{1} << ((segment.size() - 1) % kBits)) {
    for (std::size_t i = 0; i < segment.size(); ++i) {
      if (segment[i] == kAnyCharacter) any_[i / kBits] |= bit(i);
    }
    std::copy(any_.begin(), any_.end(), wanted_.begin() + static_cast<std::ptrdiff_t>(words_));
    for (std::size_t byte = 0; byte < row_of_.size(); ++byte) {
      row_of_[byte] = continues_character(static_cast<char>(byte)) ? 0 : 1;
    }
    for (std::size_t i = 0; i < segment.size(); ++i) {
      if (segment[i] != kAnyCharacter) wanted_[own_row(segment[i]) * words_ + i / kBits] |= bit(i);
    }
  }

  // Takes the next byte; returns whether a match ends with it, or with the character that it
  // begins.
  bool take(char c) {
    const std::uint64_t* const wanted = &wanted_[row(c) * words_];
    std::uint64_t carry = 1;
    for (std::size_t word = 0; word < words_; ++word) {
      const std::uint64_t before = state_[word];
      state_[word] = (before << 1 | carry) & wanted[word];
      if (continues_character(c)) state_[word] |= before & any_[word];
      carry = before >> (kBits - 1);
    }
    return (state_.back() & last_) != 0;
  }

 private:
  static constexpr std::size_t kBits = 64;

  static std::uint64_t bit(std::size_t token) { return std::uint64_t{1} << (token % kBits); }
  std::uint16_t& row(char c) { return row_of_[static_cast<std::uint8_t>(c)]; }

  // The row of a byte that the segment holds, which starts as a copy of the one for all others.
  std::size_t own_row(char c) {
    if (row(c) > 1) return row(c);
    const auto made = static_cast<std::uint16_t>(wanted_.size() / words_);
    const std::vector<std::uint64_t> common(
        wanted_.begin() + static_cast<std::ptrdiff_t>(row(c) * words_),
        wanted_.begin() + static_cast<std::ptrdiff_t>((row(c) + 1) * words_));
    wanted_.insert(wanted_.end(), common.begin(), common.end());
    row(c) = made;
    return made;
  }

  std::size_t words_;
  std::array<std::uint16_t, 256> row_of_{};  // a byte's row in `wanted_`
  // Rows of the tokens that a byte can be: of bytes within a character and of others that the
  // segment does not hold, then one for each that it does.
  std::vector<std::uint64_t> wanted_;
  std::vector<std::uint64_t> any_;  // the tokens that are `?`
  std::vector<std::uint64_t> state_;
  std::uint64_t last_;
};

// Finds the end of the earliest match of a segment.
std::size_t find_end(std::string_view segment, std::string_view text) {
  if (segment.find(kAnyCharacter) == std::string_view::npos) {
    // `string_view::find` takes quadratic time on repetitive texts, memmem does not.
    const void* const found = ::memmem(text.data(), text.size(), segment.data(), segment.size());
    if (found == nullptr) return std::string_view::npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + segment.size();
  }
  SegmentSearch search(segment);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (search.take(text[at])) return at + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<Glob> Glob::parse(std::string_view pattern) {
  std::string tokens;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == kAnyRun || c == kAnyCharacter) return std::nullopt;
    if (c == '*') {
      if (!tokens.ends_with(kAnyRun)) tokens += kAnyRun;
      continue;
    }
    if (c == '\\') {
      if (++i == pattern.size()) return std::nullopt;
      c = pattern[i];
      if (c == kAnyRun || c == kAnyCharacter) return std::nullopt;
    } else if (c == '?') {
      c = kAnyCharacter;
    }
    tokens += c;
  }
  return Glob(std::move(tokens));
}

bool Glob::matches(std::string_view text) const {
  std::string_view pattern(tokens_);
  std::size_t run = pattern.find(kAnyRun);
  const auto front = match_front(pattern.substr(0, run), text);
  if (!front) return false;
  text.remove_prefix(*front);
  if (run == std::string_view::npos) return text.empty();
  pattern.remove_prefix(run + 1);

  run = pattern.rfind(kAnyRun);
  const auto back = match_back(pattern.substr(run + 1), text);  // all of it if there is no run
  if (!back) return false;
  text.remove_suffix(text.size() - *back);
  if (run == std::string_view::npos) return true;
  pattern.remove_suffix(pattern.size() - run);

  // Each segment between matches as early as possible, which leaves the most text for the others.
  for (;;) {
    run = pattern.find(kAnyRun);
    const std::size_t end = find_end(pattern.substr(0, run), text);
    if (end == std::string_view::npos) return false;
    if (run == std::string_view::npos) return true;
    text.remove_prefix(end);
    pattern.remove_prefix(run + 1);
  }
}

std::vector<std::string_view> Glob::pieces() const {
  std::vector<std::string_view> pieces;
  std::string_view rest(tokens_);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(kWildcards), rest.size());
    if (end > 0) pieces.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return pieces;
}

std::optional<std::string_view> Glob::only_text() const {
  for (const char c : tokens_) {
    if (c == kAnyRun || c == kAnyCharacter) return std::nullopt;
  }
  return tokens_;
}

std::string glob_of(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace s3rare
