// The program's exit codes. Scripts depend on them.
#pragma once

#include "s3rare/error.h"

namespace s3rare::cli {

enum class ExitCode {
  done = 0,        ///< success, with or without alerts
  incomplete = 1,  ///< some input could not be read completely, or none was CloudTrail
  failed = 2,      ///< wrong usage, or the run could not do its work or write its output
  in_use = 75,     ///< another process uses the state: try again later (EX_TEMPFAIL of sysexits.h)
  signalled = 128  ///< interrupted: 128 plus the signal's number
};

constexpr int value_of(ExitCode code) { return static_cast<int>(code); }

/// @returns the exit code of a run that ends with an error
constexpr int exit_code_of(const Error& error) {
  return value_of(error.kind == ErrorKind::in_use ? ExitCode::in_use : ExitCode::failed);
}

}  // namespace s3rare::cli
