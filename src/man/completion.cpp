#include "man/completion.h"

#include <algorithm>
#include <string_view>

namespace s3rare::man {
namespace {

using options::CommandTable;
using options::OptionRow;

using Tables = std::vector<CommandTable>;
using Words = std::vector<std::string>;

std::string joined(const Words& words, std::string_view between = " ") {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : between).append(word);
  return text;
}

// A subcommand of two words is `state show`.
std::string first_word(const CommandTable& table) {
  return table.name.substr(0, table.name.find(' '));
}

std::string second_word(const CommandTable& table) {
  const std::size_t space = table.name.find(' ');
  return space == std::string::npos ? std::string() : table.name.substr(space + 1);
}

Words first_words(const Tables& tables) {
  Words words;
  for (const CommandTable& table : tables) {
    const std::string word = first_word(table);
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return words;
}

Words second_words(const Tables& tables, const std::string& parent) {
  Words words;
  for (const CommandTable& table : tables) {
    if (first_word(table) == parent && !second_word(table).empty()) {
      words.push_back(second_word(table));
    }
  }
  return words;
}

Words parents(const Tables& tables) {
  Words words;
  for (const std::string& word : first_words(tables)) {
    if (!second_words(tables, word).empty()) words.push_back(word);
  }
  return words;
}

Words option_names(const CommandTable& table) {
  Words names;
  for (const OptionRow& option : table.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

bool takes_file(const OptionRow& option) { return option.type == "FILE"; }

// The first clause of a description, for a list on one line.
std::string brief(std::string_view about) {
  for (const std::string_view end : {". ", ": ", "; ", " ["}) {
    about = about.substr(0, about.find(end));
  }
  return std::string(about);
}

std::string replaced(std::string_view text, std::string_view chars, std::string_view before) {
  std::string out;
  for (const char c : text) {
    if (chars.find(c) != std::string_view::npos) out += before;
    out += c;
  }
  return out;
}

// Text within single quotes of a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string zsh_spec(const OptionRow& option) {
  std::string value;
  if (!option.type.empty()) {
    value = ":" + option.type + ":";
    if (takes_file(option)) value += "_files";
    if (!option.choices.empty()) value += "(" + joined(option.choices) + ")";
  }
  const std::string about = "[" + replaced(brief(option.about), "[]\\:", "\\") + "]";
  std::string specs;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    const std::string repeat = option.is_repeatable ? "*" : "(" + joined(option.names) + ")";
    const std::string equals = is_long && !option.type.empty() ? "=" : "";
    std::string spec = repeat;
    for (const std::string& part : {name, equals, about, value}) spec += part;
    specs += " \\\n        " + quoted(spec);
  }
  return specs;
}

}  // namespace

std::string bash_completion(const Tables& tables) {
  std::string text =
      "# Completion of s3rare for bash. Made from the program's table of options.\n"
      "_s3rare() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} words=\n"
      "  local command=${COMP_WORDS[1]} first=2\n"
      "  COMPREPLY=()\n"
      "  # --format=table is three words.\n"
      "  if [[ $cur == '=' ]]; then\n"
      "    cur=\n"
      "  elif [[ $prev == '=' ]] && ((COMP_CWORD > 2)); then\n"
      "    prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
      "  fi\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    words='" +
      joined(first_words(tables)) +
      " help --help --version'\n"
      "  else\n"
      "    if [[ $command == help ]]; then\n"
      "      command=${COMP_WORDS[2]}\n"
      "      first=3\n"
      "      ((COMP_CWORD == 2)) && words='" +
      joined(first_words(tables)) +
      "'\n"
      "    fi\n"
      "    case $command in\n";
  for (const std::string& parent : parents(tables)) {
    text += "      " + parent +
            ")\n"
            "        ((COMP_CWORD == first)) && words='" +
            joined(second_words(tables, parent)) +
            " --help'\n"
            "        command+=\" ${COMP_WORDS[first]}\"\n"
            "        ;;\n";
  }
  text +=
      "    esac\n"
      "  fi\n"
      "  if [[ ! $words && ${COMP_WORDS[1]} != help ]]; then\n"
      "    case \"$command $prev\" in\n";
  for (const CommandTable& table : tables) {
    for (const OptionRow& option : table.options) {
      if (option.type.empty()) continue;
      Words patterns;
      for (const std::string& name : option.names) {
        patterns.push_back("'" + table.name + " " + name + "'");
      }
      text += "      " + joined(patterns, " | ") + ")\n        ";
      if (!option.choices.empty()) {
        text += "words='" + joined(option.choices) + "'\n        ;;\n";
      } else if (takes_file(option)) {
        text += ";;\n";
      } else {
        text += "return\n        ;;\n";  // nobody can guess it
      }
    }
  }
  text +=
      "      *)\n"
      "        if [[ $cur == -* ]]; then\n"
      "          case $command in\n";
  for (const CommandTable& table : tables) {
    text += "            '" + table.name + "') words='" + joined(option_names(table)) + "' ;;\n";
  }
  text +=
      "          esac\n"
      "        fi\n"
      "        ;;\n"
      "    esac\n"
      "  fi\n"
      "  if [[ $words ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
      "  elif [[ ${COMP_WORDS[1]} != help ]]; then\n"
      "    compopt -o filenames 2>/dev/null\n"
      "    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
      "  fi\n"
      "}\n"
      "complete -F _s3rare s3rare\n";
  return text;
}

std::string zsh_completion(const Tables& tables) {
  std::string text =
      "#compdef s3rare\n"
      "# Completion of s3rare for zsh. Made from the program's table of options.\n"
      "_s3rare() {\n"
      "  local -i first=2\n"
      "  local command=${words[2]}\n"
      "  if ((CURRENT == 2)); then\n"
      "    compadd -- " +
      joined(first_words(tables)) +
      " help --help --version\n"
      "    return\n"
      "  fi\n"
      "  if [[ $command == help ]]; then\n"
      "    first=3\n"
      "    command=${words[3]}\n"
      "    if ((CURRENT == 3)); then\n"
      "      compadd -- " +
      joined(first_words(tables)) +
      "\n"
      "      return\n"
      "    fi\n"
      "  fi\n"
      "  case $command in\n";
  for (const std::string& parent : parents(tables)) {
    text += "    " + parent +
            ")\n"
            "      if ((CURRENT == first + 1)); then\n"
            "        compadd -- " +
            joined(second_words(tables, parent)) +
            " --help\n"
            "        return\n"
            "      fi\n"
            "      command+=\" ${words[first + 1]}\"\n"
            "      first+=1\n"
            "      ;;\n";
  }
  text +=
      "  esac\n"
      "  [[ ${words[2]} == help ]] && return 1\n"
      "  words=(\"${words[@]:$((first - 1))}\")\n"
      "  ((CURRENT -= first - 1))\n"
      "  case $command in\n";
  for (const CommandTable& table : tables) {
    text += "    " + quoted(table.name) + ")\n      _arguments -s";
    for (const OptionRow& option : table.options) text += zsh_spec(option);
    for (std::size_t i = 0; i < table.arguments.size(); ++i) {
      const auto& argument = table.arguments[i];
      text += " \\\n        " + quoted((argument.is_repeatable ? "*" : std::to_string(i + 1)) +
                                       ":" + argument.name + ":_files");
    }
    text += "\n      ;;\n";
  }
  text +=
      "  esac\n"
      "}\n"
      "if [[ $funcstack[1] == _s3rare ]]; then\n"
      "  _s3rare \"$@\"\n"
      "else\n"
      "  compdef _s3rare s3rare\n"
      "fi\n";
  return text;
}

std::string fish_completion(const Tables& tables) {
  std::string text =
      "# Completion of s3rare for fish. Made from the program's table of options.\n"
      "complete -c s3rare -n __fish_use_subcommand -f -l help -s h -d 'Print help'\n"
      "complete -c s3rare -n __fish_use_subcommand -f -l version -s V -d 'Print the version'\n"
      "complete -c s3rare -n __fish_use_subcommand -f -a help -d 'Print help of a subcommand'\n"
      "complete -c s3rare -n '__fish_seen_subcommand_from help' -f -a " +
      quoted(joined(first_words(tables))) + "\n";
  for (const std::string& parent : parents(tables)) {
    text += "complete -c s3rare -n __fish_use_subcommand -f -a " + parent + "\n";
  }
  for (const CommandTable& table : tables) {
    const std::string first = first_word(table);
    const std::string second = second_word(table);
    std::string seen =
        "not __fish_seen_subcommand_from help; and __fish_seen_subcommand_from " + first;
    if (second.empty()) {
      text += "complete -c s3rare -n __fish_use_subcommand -f -a " + first + " -d " +
              quoted(table.about) + "\n";
    } else {
      text += "complete -c s3rare -n " +
              quoted(seen + "; and not __fish_seen_subcommand_from " +
                     joined(second_words(tables, first))) +
              " -f -a ";
      text += second + " -d " + quoted(table.about) + "\n";
      seen += "; and __fish_seen_subcommand_from " + second;
    }
    for (const OptionRow& option : table.options) {
      text += "complete -c s3rare -n " + quoted(seen);
      for (const std::string& name : option.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (!option.choices.empty()) {
        text += " -x -a " + quoted(joined(option.choices));
      } else if (takes_file(option)) {
        text += " -r -F";
      } else if (!option.type.empty()) {
        text += " -x";
      }
      text += " -d " + quoted(brief(option.about)) + "\n";
    }
  }
  return text;
}

}  // namespace s3rare::man
