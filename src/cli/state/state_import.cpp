// `s3rare state import`: merges lines of `s3rare state export` into a state.

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>

#include "cli/commands.h"
#include "cli/ending.h"
#include "cli/random_key.h"
#include "cli/reading/run_output.h"
#include "state/import.h"
#include "text/quantities.h"

namespace s3rare::cli {

int run_state_import(const options::Options& options) {
  const output::Messages messages = make_messages(options);
  state::LineImport import(*options.state, options.started, random_key());
  const std::vector<std::string> names =
      options.paths.empty() ? std::vector<std::string>{"-"} : options.paths;
  for (const std::string& name : names) {
    std::ifstream file;
    if (name != "-") file.open(name, std::ios::binary);
    if (!file.is_open() && name != "-") {
      return end_with(messages, Error{ErrorKind::io, name, std::nullopt,
                                      "cannot open: " + std::generic_category().message(errno)});
    }
    const auto read = import.read(name == "-" ? std::cin : file, name);
    if (!read) return end_with(messages, read);
  }
  const auto finished = import.finish();
  if (finished) {
    messages.note(fmt::format("added {}; left out {} before the state's horizon",
                              text::count_of(import.lines(), "line"),
                              text::count_of(import.forgotten(), "episode")));
  }
  return end_with(messages, finished);
}

}  // namespace s3rare::cli
