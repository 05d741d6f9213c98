// What the program's exit code says. Scripts depend on it.
#pragma once

namespace s3rare::cli {

enum class ExitCode {
  done = 0,        ///< with or without alerts
  incomplete = 1,  ///< done, but some input could not be read whole, or none was CloudTrail
  failed = 2,      ///< wrong usage, or nothing could be done or written
  signalled = 128  ///< interrupted: 128 and the signal's number
};

constexpr int value_of(ExitCode code) { return static_cast<int>(code); }

}  // namespace s3rare::cli
