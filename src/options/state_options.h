// The history between runs: the state's file, and how a run uses it.
#pragma once

#include <optional>
#include <string>

#include "options/group.h"

namespace s3rare::options {

/// How far back a state reaches by default.
inline constexpr Seconds kDefaultRetention = 90 * kSecondsPerDay;

struct StateOptions {
  std::optional<std::string> state;  ///< of `detect`, `explain` and the subcommands of `state`
  bool learn = false;
  bool rescan = false;
  bool state_readonly = false;
  Seconds retain = kDefaultRetention;
  // Of the subcommands of `state`.
  bool held = false;                ///< of `state alerts`: alerts held back by --max-alerts
  std::optional<EventTime> before;  ///< of `state prune`
};

std::unique_ptr<Group> state_group();

}  // namespace s3rare::options
