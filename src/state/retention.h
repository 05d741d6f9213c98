// Retention: how far back a state reaches.
//
// The horizon is a run's earliest record minus the retention, and never moves back. Runs ignore
// matches before it, and episodes that ended more than a window before it: no later match can join
// those. Deleting rows reads the whole state, so `retain` deletes only when the horizon has moved
// by a tenth of the retention, and at least a day, since the last deletion. The cost of an ordinary
// run does not grow with the state.
//
// A remembered file is deleted when its records are before the horizon and the file no longer
// exists: every run would read a forgotten file that still exists again. `retain` keeps alerts'
// lines.
#pragma once

#include <cstdint>

#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "state/state.h"

namespace s3rare::state {

/// @returns the horizon of a run with this earliest record, not before the year 1
EventTime horizon_of(EventTime earliest, Seconds retention);

/// Moves the horizon, and deletes what it leaves behind if a deletion is due.
Result<Done> retain(State& state, EventTime horizon, Seconds retention);

/// Numbers of deleted rows.
struct Pruned {
  std::int64_t episodes = 0;
  std::int64_t alerts = 0;
  std::int64_t files = 0;
  std::int64_t days = 0;
};

/// Moves the horizon to `before`, unless it is later already, and deletes what it leaves behind and
/// the lines of alerts before `before`.
Result<Pruned> prune(State& state, EventTime before);

}  // namespace s3rare::state
