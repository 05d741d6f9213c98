#include "options/declaration.h"

#include <CLI/CLI.hpp>

#include "text/text_lines.h"

namespace s3rare::options {
namespace {

// Help has two columns that together fit a terminal of 100 columns.
constexpr std::size_t kTextColumn = 70;

std::string wrap(std::string_view text) { return text::wrapped(text, kTextColumn, 0); }

}  // namespace

void Declaration::option(const char* group, const char* names, std::optional<std::string>& text,
                         const char* type, std::string_view about) {
  command_.add_option(names, text, wrap(about))->type_name(type)->group(group);
}

void Declaration::choice(const char* group, const char* names, std::optional<std::string>& text,
                         const char* type, std::vector<std::string> words, std::string_view about) {
  option(group, names, text, type, about);
  const std::string name = names;
  choices_[name.substr(0, name.find(','))] = std::move(words);
}

void Declaration::repeatable(const char* group, const char* names, std::vector<std::string>& texts,
                             const char* type, std::string_view about) {
  command_.add_option(names, texts, wrap(about))
      ->type_name(type)
      ->group(group)
      ->allow_extra_args(false);
}

void Declaration::flag(const char* group, const char* names, bool& given, std::string_view about) {
  command_.add_flag(names, given, wrap(about))->group(group);
}

void Declaration::positional(const char* name, std::optional<std::string>& text,
                             std::string_view about) {
  command_.add_option(name, text, wrap(about))->type_name("");
}

void Declaration::positionals(const char* name, std::vector<std::string>& texts,
                              std::string_view about) {
  command_.add_option(name, texts, wrap(about))->type_name("");
}

}  // namespace s3rare::options
