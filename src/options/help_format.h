// The layout of `--help`: the options that most runs need come first, the others by group.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

namespace CLI {
class FormatterBase;
}

namespace s3rare::options {

inline constexpr const char* kMostUsed = "Most used";

/// @param most_used  names of options of one subcommand, in the order of its help; may be empty
std::shared_ptr<CLI::FormatterBase> help_format(const std::vector<std::string_view>& most_used);

}  // namespace s3rare::options
