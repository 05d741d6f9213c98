#include "man/page.h"

#include <algorithm>

#include "s3rare/version.h"

namespace s3rare::man {
namespace {

constexpr std::string_view kDirective = ".\\\" s3rare: ";

// Text within a line. A hyphen stays one that a terminal can copy, a quote stays straight.
std::string as_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '"':
        out += "\\(dq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// The name of an option, or of an argument, that begins a list's item.
std::string item_of(const options::OptionRow& option) {
  std::string line = ".It";
  for (std::size_t i = 0; i < option.names.size(); ++i) {
    if (i > 0) line += " ,";
    line += " Fl " + as_text(std::string_view(option.names[i]).substr(1));
  }
  if (!option.type.empty()) line += " Ar " + option.type;
  return line + "\n";
}

std::string about_of(const std::string& about, bool is_repeatable) {
  return as_text_lines(about) + (is_repeatable ? "Can be given several times.\n" : "");
}

std::string options_of(const options::CommandTable& table) {
  std::string text;
  if (!table.arguments.empty()) {
    text += ".Bl -tag -width Ds\n";
    for (const options::ArgumentRow& argument : table.arguments) {
      text += ".It Ar " + argument.name + (argument.is_repeatable ? " ..." : "") + "\n" +
              as_text_lines(argument.about);
    }
    text += ".El\n";
  }
  // A group stays together, where its first option stands.
  std::vector<std::string> groups;
  for (const options::OptionRow& option : table.options) {
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
      groups.push_back(option.group);
    }
  }
  for (const std::string& group : groups) {
    text += ".Ss " + as_text(group) + "\n.Bl -tag -width Ds\n";
    for (const options::OptionRow& option : table.options) {
      if (option.group == group) {
        text += item_of(option) + about_of(option.about, option.is_repeatable);
      }
    }
    text += ".El\n";
  }
  return text;
}

std::string synopsis_of(const options::CommandTable& table) {
  std::string line = ".Nm s3rare\n.Cm " + table.name + "\n.Op Ar options\n";
  for (const options::ArgumentRow& argument : table.arguments) {
    line += argument.is_repeatable ? ".Op Ar " + argument.name + " ...\n"
                                   : ".Ar " + argument.name + "\n";
  }
  return line;
}

// The subcommands, each with the page that describes it. Those of one parent share a page.
std::string subcommands_of(const std::vector<options::CommandTable>& tables) {
  std::string text = ".Bl -tag -width Ds\n";
  for (const options::CommandTable& table : tables) {
    const std::string first = table.name.substr(0, table.name.find(' '));
    text += ".It Cm " + table.name + "\n" + as_text_lines(table.about) + "See\n.Xr s3rare-" +
            first + " 1 .\n";
  }
  return text + ".El\n";
}

const options::CommandTable* find_table(const std::vector<options::CommandTable>& tables,
                                        std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const auto& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

}  // namespace

std::string as_text_lines(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(". "), text.size());
    const std::string_view sentence = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    if (sentence.starts_with('.')) lines += "\\&";
    lines += as_text(sentence);
    lines += sentence.ends_with('.') ? "\n" : ".\n";
  }
  return lines;
}

Result<std::string> fill_page(std::string_view source,
                              const std::vector<options::CommandTable>& tables) {
  std::string page;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    const std::string_view line = source.substr(0, end);
    source.remove_prefix(std::min(end + 1, source.size()));
    if (!line.starts_with(kDirective)) {
      page.append(line).append("\n");
      continue;
    }
    const std::string_view directive = line.substr(kDirective.size());
    const std::size_t space = std::min(directive.find(' '), directive.size());
    const std::string_view word = directive.substr(0, space);
    if (word == "version") {
      page += ".Os s3rare " + std::string(kVersion) + "\n";
      continue;
    }
    if (word == "subcommands") {
      page += subcommands_of(tables);
      continue;
    }
    const auto* table = find_table(tables, directive.substr(std::min(space + 1, directive.size())));
    if (table == nullptr || (word != "options" && word != "synopsis")) {
      return malformed("found '" + std::string(directive) +
                       "', expected version, subcommands, or options or synopsis and a subcommand");
    }
    page += word == "options" ? options_of(*table) : synopsis_of(*table);
  }
  return page;
}

}  // namespace s3rare::man
