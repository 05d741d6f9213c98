// What a subcommand writes to standard error, and in which colors.
#pragma once

#include "options/group.h"

namespace s3rare::options {

enum class When { automatic, always, never };

struct MessageOptions {
  bool quiet = false;
  When progress = When::automatic;
  When color = When::automatic;
};

std::unique_ptr<Group> message_group();

}  // namespace s3rare::options
