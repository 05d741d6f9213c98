// The table of subcommands. Declaration, parsing, help and suggestions come from it.
//
// A new subcommand is its name in command.h, a row in subcommands.cpp, and the file in src/cli that
// runs it, which the compiler asks for in main.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "options/command.h"
#include "options/group.h"

namespace s3rare::options {

struct Subcommand {
  Command command;
  std::string_view name;      ///< `detect`, or with its parent `state show`
  std::string_view about;     ///< one line of help
  std::string_view examples;  ///< the end of help, with the exit codes; empty: none
  std::string_view exit_codes;
  std::vector<MakeGroup> groups;  ///< in the order of help, and of reading
  /// Options that help lists before all groups.
  std::vector<std::string_view> most_used = {};
};

/// @returns the rows, in the order of help
const std::vector<Subcommand>& subcommands();

/// The parent of several subcommands.
struct Parent {
  std::string_view name;
  std::string_view about;
  std::string_view examples;
};
extern const Parent kStateParent;

/// @returns the names of the first words, `state` among them
std::vector<std::string> first_words();

/// @returns the second words of a parent: `show`, `alerts`, ...
std::vector<std::string> second_words(std::string_view parent);

std::string_view name_of(Command command);
bool is_state_command(Command command);

/// Help of the program as a whole.
std::string_view about_program();
std::string_view exit_codes();

}  // namespace s3rare::options
