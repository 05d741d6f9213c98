// The table of subcommands as CLI11 knows it: for the parser, for help, and for the manual pages.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "options/command.h"
#include "options/group.h"

namespace CLI {
class App;
}

namespace s3rare::options {

/// A subcommand, with the groups that its options write to. `app` belongs to the program.
struct Declared {
  Command command;
  CLI::App* app;
  std::vector<std::unique_ptr<Group>> groups;
  Choices choices;
};

/// Declares every subcommand, with its help, to a program without any.
std::vector<Declared> declare_all(CLI::App& program);

}  // namespace s3rare::options
