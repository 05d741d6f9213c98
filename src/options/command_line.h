// Parses the words of a command line into the groups of its subcommand. The home of CLI11, together
// with declaration.cpp, declared.cpp, help_format.cpp and option_table.cpp.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "options/options.h"

namespace s3rare::options {

/// A subcommand and its groups, filled with what was given.
struct CommandLine {
  Command command = Command::detect;
  std::vector<std::unique_ptr<Group>> groups;
};

/// @returns the subcommand, an answer, or an error of kind `usage` that suggests what was meant
Result<std::variant<CommandLine, Answer>> read_command_line(int argc, const char* const* argv);

}  // namespace s3rare::options
