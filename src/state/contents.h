// Counts what a state holds, for `state show`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "s3rare/coverage.h"
#include "s3rare/error.h"
#include "state/runs.h"
#include "state/state.h"

namespace s3rare::state {

struct Contents {
  std::uint64_t terms = 0;
  std::uint64_t episodes_alerted = 0;
  std::uint64_t episodes_held = 0;
  std::uint64_t episodes_learned = 0;
  std::optional<EventTime> first_seen;  ///< over all terms
  std::optional<EventTime> last_seen;
  std::uint64_t alerts_written = 0;
  std::uint64_t alerts_held = 0;
  std::uint64_t files_read = 0;
  std::uint64_t files_damaged = 0;
  Coverage days;
  std::optional<EventTime> newest;  ///< record
  std::uint64_t runs = 0;
  std::optional<Run> last_run;
};

/// Reads the whole state.
Result<Contents> count_contents(State& state);

}  // namespace s3rare::state
