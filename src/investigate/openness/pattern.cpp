#include "investigate/openness/pattern.h"

namespace s3rare::investigate::openness {
namespace {

constexpr std::string_view kVariable = "${";

// The character that `${*}`, `${?}` or `${$}` at the front of `text` stands for, else 0.
char escaped_at_front(std::string_view text) {
  constexpr std::size_t kSize = 4;
  if (text.size() < kSize || !text.starts_with(kVariable) || text[3] != '}') return 0;
  const char c = text[2];
  return c == '*' || c == '?' || c == '$' ? c : '\0';
}

std::string glob_text(std::string_view text) {
  std::string glob;
  while (!text.empty()) {
    if (const char escaped = escaped_at_front(text); escaped != 0) {
      glob.append("\\").append(1, escaped);
      text.remove_prefix(4);
      continue;
    }
    if (text.front() == '\\') glob.append("\\");
    glob.append(1, text.front());
    text.remove_prefix(1);
  }
  return glob;
}

bool has_variable(std::string_view text) {
  for (std::size_t at = text.find(kVariable); at != std::string_view::npos;
       at = text.find(kVariable, at + 1)) {
    if (escaped_at_front(text.substr(at)) == 0) return true;
  }
  return false;
}

}  // namespace

Pattern::Pattern(std::string_view text)
    : text_(text),
      glob_(Glob::parse(glob_text(text)).value_or(Glob::exactly(text))),
      has_variable_(has_variable(text)),
      matches_everything_(!text.empty() && text.find_first_not_of('*') == std::string_view::npos) {}

Truth Pattern::matches(std::string_view text) const {
  if (has_variable_) return Truth::maybe;
  return truth_of(matches_everything_ || glob_.matches(text));
}

std::string Pattern::example(std::string_view run) const {
  std::string example;
  for (std::string_view rest = text_; !rest.empty();) {
    if (const char escaped = escaped_at_front(rest); escaped != 0) {
      example.append(1, escaped);
      rest.remove_prefix(4);
      continue;
    }
    if (rest.front() == '*') {
      example.append(run);
    } else {
      example.append(1, rest.front() == '?' ? '~' : rest.front());
    }
    rest.remove_prefix(1);
  }
  return example;
}

bool is_open_ended(std::string_view value) {
  return value.find_first_of("*?") != std::string_view::npos ||
         value.find(kVariable) != std::string_view::npos;
}

}  // namespace s3rare::investigate::openness
