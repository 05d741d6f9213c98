// A list instead of arguments: the paths of a task of a cluster do not fit on a command line, and
// `xargs` would cut them into several runs, each with a history of its own.

#include "cli/reading/path_list.h"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <system_error>

namespace s3rare::cli {

Result<Done> add_listed_paths(options::Options& options) {
  if (!options.files_from) return Done();
  const std::string& name = *options.files_from;
  const bool is_standard_input = name == "-";
  const auto fail = [&](std::string what) {
    return Error{ErrorKind::io, is_standard_input ? "standard input" : name, std::nullopt,
                 std::move(what)};
  };
  std::ifstream file;
  if (!is_standard_input) {
    file.open(name, std::ios::binary);
    if (!file) {
      return fail("cannot open the list of files: " + std::generic_category().message(errno));
    }
  }
  std::istream& list = is_standard_input ? std::cin : file;
  const char end = options.files_end_with_nul ? '\0' : '\n';
  std::string path;
  while (std::getline(list, path, end)) {
    if (path.empty()) continue;
    if (path == "-") return fail("found -, expected the path of a file or folder");
    options.paths.push_back(path);
  }
  if (list.bad()) return fail("cannot read the list of files");
  return Done();
}

}  // namespace s3rare::cli
