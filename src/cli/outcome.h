// The outcome of a run so far. It can only get worse.
#pragma once

#include <algorithm>
#include <optional>

#include "cli/exit_code.h"

namespace s3rare::cli {

class Outcome {
 public:
  /// Records that something was incomplete or failed; a milder code changes nothing.
  void worsen(ExitCode code) { code_ = std::max(code_, code); }

  /// Records that an error kept a part of the run's output from being written. Such a run never
  /// ends with the exit code for alerts.
  void lose_output(ExitCode code) {
    worsen(code);
    lost_output_ = true;
  }

  /// @param for_alerts  the code of `--alert-exit-code`, if the run has alerts
  /// @returns the program's exit code
  int exit_code(std::optional<int> for_alerts = std::nullopt) const {
    const bool is_usable = !lost_output_ && code_ < ExitCode::failed;
    return for_alerts && is_usable ? *for_alerts : value_of(code_);
  }

 private:
  ExitCode code_ = ExitCode::done;
  bool lost_output_ = false;
};

}  // namespace s3rare::cli
