#include "options/declared.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "options/help_format.h"
#include "options/subcommands.h"
#include "s3rare/version.h"

namespace s3rare::options {
namespace {

void take_version(CLI::App& command) {
  command.set_version_flag("-V,--version", std::string("s3rare ") + kVersion, "Print the version");
  command.get_help_ptr()->description("Print this help");
}

CLI::App* declare_state(CLI::App& program) {
  CLI::App* const state =
      program.add_subcommand(std::string(kStateParent.name), std::string(kStateParent.about));
  state->require_subcommand(1);
  state->footer(std::string(kStateParent.examples));
  take_version(*state);
  return state;
}

}  // namespace

std::vector<Declared> declare_all(CLI::App& program) {
  program.formatter(help_format({}));
  program.require_subcommand(1);
  take_version(program);
  program.footer(
      fmt::format("s3rare help SUBCOMMAND, or s3rare SUBCOMMAND --help, describes a subcommand.\n"
                  "Manual pages: s3rare(1), s3rare-SUBCOMMAND(1), s3rare-alert(5), "
                  "s3rare-state(5).\n\n{}",
                  exit_codes()));
  std::vector<Declared> declared;
  CLI::App* state = nullptr;
  for (const Subcommand& row : subcommands()) {
    CLI::App* parent = &program;
    std::string name(row.name);
    if (is_state_command(row.command)) {
      if (state == nullptr) state = declare_state(program);
      parent = state;
      name.erase(0, kStateParent.name.size() + 1);
    }
    CLI::App* const command = parent->add_subcommand(name, std::string(row.about));
    command->formatter(help_format(row.most_used));
    take_version(*command);
    if (!row.examples.empty()) {
      command->footer(fmt::format("{}\n\n{}", row.examples, row.exit_codes));
    }
    Declared& added = declared.emplace_back(Declared{row.command, command, {}, {}});
    Declaration to(*command, added.choices);
    for (const MakeGroup make : row.groups) {
      added.groups.push_back(make());
      added.groups.back()->declare(to, row.command);
    }
  }
  return declared;
}

}  // namespace s3rare::options
