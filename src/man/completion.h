// Completion for shells: subcommands, options, the values that are words of a list, and files.
#pragma once

#include <string>
#include <vector>

#include "options/option_table.h"

namespace s3rare::man {

std::string bash_completion(const std::vector<options::CommandTable>& tables);
std::string zsh_completion(const std::vector<options::CommandTable>& tables);
std::string fish_completion(const std::vector<options::CommandTable>& tables);

}  // namespace s3rare::man
