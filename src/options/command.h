// The subcommands, by name.
#pragma once

namespace s3rare::options {

/// One for each row of the table in subcommands.cpp.
enum class Command {
  detect,
  match,
  explain,
  investigate,
  report,
  except,
  rule,
  state_show,
  state_alerts,
  state_export,
  state_import,
  state_merge,
  state_prune,
  state_check
};

}  // namespace s3rare::options
