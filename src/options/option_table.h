// The subcommands with their options, as values: what manual pages and completions are made from,
// so that they name the options that the parser takes.
#pragma once

#include <string>
#include <vector>

namespace s3rare::options {

struct OptionRow {
  std::vector<std::string> names;    ///< long ones first, with their dashes
  std::string type;                  ///< the name of its value in help; empty: a flag
  std::vector<std::string> choices;  ///< all values, where they are words of a list
  std::string about;
  std::string group;
  bool is_repeatable = false;
};

struct ArgumentRow {
  std::string name;
  std::string about;
  bool is_repeatable = false;
};

struct CommandTable {
  std::string name;  ///< `detect` or `state show`; empty: of the program itself
  std::string about;
  std::vector<ArgumentRow> arguments;
  std::vector<OptionRow> options;  ///< in the order of help
};

/// @returns a row for each subcommand, in the order of help
std::vector<CommandTable> command_tables();

}  // namespace s3rare::options
