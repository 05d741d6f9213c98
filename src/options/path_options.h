// The arguments that are no options: logs, alerts, lines, states.
#pragma once

#include <string>
#include <vector>

#include "options/group.h"

namespace s3rare::options {

struct PathOptions {
  std::vector<std::string> paths;  ///< `-` is standard input
};

std::unique_ptr<Group> path_group();

}  // namespace s3rare::options
