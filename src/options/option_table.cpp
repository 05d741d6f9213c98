#include "options/option_table.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "options/declared.h"
#include "options/help_format.h"
#include "options/subcommands.h"

namespace s3rare::options {
namespace {

// Help breaks lines that a page breaks elsewhere.
std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

OptionRow row_of(const CLI::Option& option, const Choices& choices) {
  OptionRow row;
  for (const std::string& name : option.get_lnames()) row.names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) row.names.push_back("-" + name);
  row.type = option.get_type_name();
  const auto found = choices.find(row.names.front());
  if (found != choices.end()) row.choices = found->second;
  row.about = on_one_line(option.get_description());
  row.group = option.get_group();
  row.is_repeatable = option.get_expected_max() > 1;
  return row;
}

CommandTable table_of(const Declared& declared, const Subcommand& row) {
  CommandTable table;
  table.name = row.name;
  table.about = row.about;
  for (const CLI::Option* option : declared.app->get_options()) {
    if (option->nonpositional()) {
      table.options.push_back(row_of(*option, declared.choices));
    } else {
      table.arguments.push_back({option->get_name(true), on_one_line(option->get_description()),
                                 option->get_expected_max() > 1});
    }
  }
  const auto place = [&](const OptionRow& option) {
    const auto is_named = [&](std::string_view name) {
      return std::find(option.names.begin(), option.names.end(), name) != option.names.end();
    };
    const auto found = std::find_if(row.most_used.begin(), row.most_used.end(), is_named);
    if (is_named("--help") || is_named("--version")) return row.most_used.size() + 1;
    return static_cast<std::size_t>(found - row.most_used.begin());
  };
  std::stable_sort(table.options.begin(), table.options.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  for (OptionRow& option : table.options) {
    if (place(option) < row.most_used.size()) option.group = kMostUsed;
  }
  return table;
}

}  // namespace

std::vector<CommandTable> command_tables() {
  CLI::App program;
  const std::vector<Declared> declared = declare_all(program);
  std::vector<CommandTable> tables;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    tables.push_back(table_of(declared[i], subcommands()[i]));
  }
  return tables;
}

}  // namespace s3rare::options
