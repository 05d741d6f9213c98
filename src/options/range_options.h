// The time range: `--since` and `--until`.
#pragma once

#include <optional>

#include "options/group.h"

namespace s3rare::options {

struct RangeOptions {
  std::optional<EventTime> since;
  std::optional<EventTime> until;
};

std::unique_ptr<Group> range_group();

}  // namespace s3rare::options
