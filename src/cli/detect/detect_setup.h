// What `detect` needs before it reads any log: exceptions, databases and lists, the state.
#pragma once

#include <optional>

#include "cli/detect/enrich.h"
#include "cli/state/memory.h"
#include "input/find_files.h"
#include "options/options.h"
#include "s3rare/error.h"
#include "s3rare/exceptions.h"

namespace s3rare::cli {

struct DetectSetup {
  Exceptions exceptions;
  Enricher enricher;
  std::optional<Memory> memory;  ///< with `--state`
  input::TimeRange range;        ///< of the matches that the run needs

  /// Opens everything that the options name, and checks that the output can be written.
  /// @returns the first error; then no log has been read and no file written
  static Result<DetectSetup> open(const options::Options& options);

  /// @returns whether an earlier run has read a file; empty without a state. Borrows this setup.
  input::IsRemembered is_remembered();

  /// @returns the state, or null
  Memory* state() { return memory ? &*memory : nullptr; }
};

}  // namespace s3rare::cli
