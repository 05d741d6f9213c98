#include "s3rare/glob.h"

namespace s3rare {
namespace {

constexpr char kAnyRun = '\xff';
constexpr char kAnyCharacter = '\xfe';
constexpr std::string_view kSpecial = "*?\\";

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (text[end] & '\xc0') == '\x80') ++end;
  return end - at;
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
  // Only the last `*` reached needs backtracking: the part before it matched as early as possible,
  // which leaves the most text for the part after it.
  std::size_t behind_run = std::string::npos;
  std::size_t run_end = 0;
  std::size_t token = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_over = token == tokens_.size();
    if (!is_over && tokens_[token] == kAnyRun) {
      behind_run = ++token;
      run_end = at;
    } else if (!is_over && tokens_[token] == kAnyCharacter) {
      at += character_length(text, at);
      ++token;
    } else if (!is_over && tokens_[token] == text[at]) {
      ++at;
      ++token;
    } else if (behind_run != std::string::npos) {
      run_end += character_length(text, run_end);
      at = run_end;
      token = behind_run;
    } else {
      return false;
    }
  }
  if (token < tokens_.size() && tokens_[token] == kAnyRun) ++token;
  return token == tokens_.size();
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
