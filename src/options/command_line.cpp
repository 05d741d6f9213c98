// Declares the table of subcommands to CLI11, and explains what it refuses.

#include "options/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "options/declared.h"
#include "options/subcommands.h"
#include "options/suggest.h"
#include "s3rare/version.h"

namespace s3rare::options {
namespace {

constexpr std::string_view kHelpWord = "help";

using Words = std::vector<std::string>;

bool contains(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "detect, match or state"
std::string one_of(const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string did_you_mean(const std::optional<std::string>& meant) {
  return meant ? "; did you mean " + *meant + "?" : "";
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

// An example of a value, by the name that help gives it.
std::string_view example_of(std::string_view type) {
  if (type == "TIME") return "2024-05-01";
  if (type == "LENGTH") return "7d";
  if (type == "FIELDS") return "source,host";
  if (type == "CONDITIONS") return "source,bucket";
  if (type == "CIDR") return "192.0.2.0/24";
  if (type == "GLOB") return "'example-public-*'";
  if (type == "TEXT") return "'the office'";
  if (type == "WHICH") return "both";
  if (type == "ADDRESS") return "192.0.2.146";
  if (type == "EVENT_ID") return "3038ebd2-c98a-4c65-9b6e-e22506292313";
  if (type == "WHEN") return "auto";
  if (type == "FORMAT") return "table";
  return type == "FILE" ? "out.json" : "4";
}

Error explain_first_word(const std::string& word) {
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) {
    return usage(fmt::format(
        "found the path '{0}', expected a subcommand; did you mean: s3rare detect {0}", word));
  }
  Words candidates = first_words();
  candidates.emplace_back(kHelpWord);
  const auto meant = nearest(word, candidates);
  return usage(fmt::format("found '{}', expected a subcommand: {}{}", word, one_of(first_words()),
                           did_you_mean(meant)));
}

Error explain_state_word(const std::vector<std::string>& words) {
  const std::vector<std::string> names = second_words(kStateParent.name);
  const std::string expected = "expected a subcommand: " + one_of(names);
  if (words.size() < 2) return usage(fmt::format("state: found nothing more, {}", expected));
  const auto meant = nearest(words[1], names);
  return usage(fmt::format("state: found '{}', {}{}", words[1], expected, did_you_mean(meant)));
}

Error explain_unknown_option(const std::string& name, const std::vector<std::string>& names,
                             const std::string& command) {
  const auto meant = nearest(name, names);
  return usage(fmt::format(
      "{}: unknown option, {}", name,
      meant ? "did you mean " + *meant + "?" : "expected one that " + command + " --help lists"));
}

// Describes the error in our own words: those of CLI11 differ between its versions.
std::optional<Error> explain(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* command = &app;
  if (!words.empty() && words.front().rfind('-', 0) != 0) {
    if (!contains(first_words(), words.front())) {
      return explain_first_word(words.front());
    }
    command = app.get_subcommand(words.front());
  }
  const bool is_subcommand = command != &app;
  std::string name_of_command = is_subcommand ? "s3rare " + words.front() : "s3rare";
  std::size_t first_argument = is_subcommand ? 1 : 0;
  if (is_subcommand && words.front() == "state") {
    const bool is_known = words.size() > 1 && contains(second_words(kStateParent.name), words[1]);
    if (!is_known) return explain_state_word(words);
    command = command->get_subcommand(words[1]);
    name_of_command += " " + words[1];
    first_argument = 2;
  }
  const std::vector<std::string> names = option_names(*command);
  std::vector<const CLI::Option*> given;
  std::size_t positionals = 0;
  for (std::size_t i = first_argument; i < words.size() && words[i] != "--"; ++i) {
    const std::string name = words[i].substr(0, words[i].find('='));
    if (name.size() < 2 || name.front() != '-') {
      const bool one_only = words.front() == "state" && words[1] != "import" && words[1] != "merge";
      if (one_only && ++positionals > 1) {
        return usage(fmt::format("state {}: found '{}' after the state, expected one state",
                                 words[1], words[i]));
      }
      continue;
    }
    if (!contains(names, name)) {
      return explain_unknown_option(name, names, name_of_command);
    }
    const CLI::Option* option = command->get_option(name);
    if (option->get_type_name().empty()) continue;
    const bool repeatable = option->get_expected_max() > 1;
    if (!repeatable && std::find(given.begin(), given.end(), option) != given.end()) {
      return usage(fmt::format("{}: found it twice, expected it once", name));
    }
    given.push_back(option);
    if (name == words[i] && ++i == words.size()) {
      return usage(fmt::format("{0}: found no value, expected one such as {0} {1}", name,
                               name == "--state"        ? "state.db"
                               : name == "--exceptions" ? "exceptions.ndjson"
                               : name == "--alerts"     ? "alerts.ndjson"
                                                        : example_of(option->get_type_name())));
    }
  }
  if (!is_subcommand) {
    return usage(
        fmt::format("found no subcommand, expected {}; try s3rare --help", one_of(first_words())));
  }
  if (words.front() == "rule" && words.size() > 1) {
    return usage(fmt::format("rule: found '{}', expected no argument", words[1]));
  }
  return std::nullopt;
}

// Answers `help [SUBCOMMAND]`.
// @param words  those after `help`
Result<std::variant<CommandLine, Answer>> help_for(const CLI::App& app, const Words& words) {
  const CLI::App* command = &app;
  std::string before;  // the words that the usage line repeats
  for (const std::string& word : words) {
    const bool in_program = command == &app;
    const Words names = in_program                                 ? first_words()
                        : command->get_name() == kStateParent.name ? second_words(kStateParent.name)
                                                                   : Words();
    if (in_program && word == kHelpWord) continue;
    if (names.empty()) {
      return usage(
          fmt::format("help: found '{}' after {}, expected no more", word, command->get_name()));
    }
    if (!contains(names, word)) {
      return in_program ? explain_first_word(word)
                        : explain_state_word({std::string(kStateParent.name), word});
    }
    before += (in_program ? "" : " ") + command->get_name();
    command = command->get_subcommand(word);
  }
  return std::variant<CommandLine, Answer>(Answer{command->help(before)});
}

}  // namespace

Result<std::variant<CommandLine, Answer>> read_command_line(int argc, const char* const* argv) {
  using Read = std::variant<CommandLine, Answer>;
  CLI::App app{std::string(about_program()), "s3rare"};
  std::vector<Declared> declared = declare_all(app);

  Words given(argv + std::min(argc, 1), argv + argc);
  for (std::string& word : given) {
    // CLI11 would take a file name in brackets for a list.
    if (word.starts_with('[') && word.ends_with(']')) word.insert(0, "./");
  }
  if (!given.empty() && given.front() == kHelpWord) {
    return help_for(app, Words(given.begin() + 1, given.end()));
  }
  try {
    app.parse(Words(given.rbegin(), given.rend()));
  } catch (const CLI::CallForVersion&) {
    return Read(Answer{fmt::format("s3rare {}\n", kVersion)});
  } catch (const CLI::CallForHelp&) {
    return Read(Answer{app.help()});
  } catch (const CLI::ParseError& error) {
    if (auto explained = explain(app, given)) return *explained;
    return usage(error.what());
  }
  const auto parsed = std::find_if(declared.begin(), declared.end(),
                                   [](const Declared& each) { return each.app->parsed(); });
  return Read(CommandLine{parsed->command, std::move(parsed->groups)});
}

}  // namespace s3rare::options
