// The arguments that are no options: logs, alerts, lines, states.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "options/group.h"

namespace s3rare::options {

struct PathOptions {
  std::vector<std::string> paths;         ///< `-` is standard input
  std::optional<std::string> files_from;  ///< names a file of further paths, `-`: standard input
  bool files_end_with_nul = false;        ///< in that file; otherwise with a line end
  std::string strip_prefix;               ///< of paths, in what the run reports: removed
  std::string path_prefix;                ///< and this is put in its place
};

std::unique_ptr<Group> path_group();

}  // namespace s3rare::options
