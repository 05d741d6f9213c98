// What `explain` is asked for.
#pragma once

#include <optional>
#include <string>

#include "options/group.h"

namespace s3rare::options {

struct ExplainOptions {
  std::optional<std::string> record;  ///< an event ID
  std::optional<std::string> source;  ///< a source address
};

std::unique_ptr<Group> explain_group();

}  // namespace s3rare::options
