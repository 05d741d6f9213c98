// What the program's exit code says. Scripts depend on it.
#pragma once

#include "s3rare/error.h"

namespace s3rare::cli {

enum class ExitCode {
  done = 0,        ///< with or without alerts
  incomplete = 1,  ///< done, but some input could not be read whole, or none was CloudTrail
  failed = 2,      ///< wrong usage, or nothing could be done or written
  in_use = 75,     ///< another process has the state: try again later (EX_TEMPFAIL of sysexits.h)
  signalled = 128  ///< interrupted: 128 and the signal's number
};

constexpr int value_of(ExitCode code) { return static_cast<int>(code); }

/// @returns the exit code of a run that an error has ended
constexpr int exit_code_of(const Error& error) {
  return value_of(error.kind == ErrorKind::in_use ? ExitCode::in_use : ExitCode::failed);
}

}  // namespace s3rare::cli
