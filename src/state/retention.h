// Forgetting: how far back a state reaches.
//
// The horizon is a run's earliest record minus the retention, and never moves back. Matches before
// it count for nothing from then on, and neither do episodes that ended more than a window before
// it: no match that counts can be near them. Deleting the rows reads the whole state, so it is done
// only when the horizon has moved by a tenth of the retention since the last time; the cost of an
// ordinary run does not grow with the state.
//
// A remembered file is forgotten when its records are before the horizon and it is gone: as long
// as it is there, forgetting it would mean to read it again in every run. Alerts' lines are kept.
#pragma once

#include <cstdint>

#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "state/state.h"

namespace s3rare::state {

/// @returns the horizon of a run whose earliest record is this one
EventTime horizon_of(EventTime earliest, Seconds retention);

/// Moves the horizon, and deletes what lies before it if that is due.
Result<Done> retain(State& state, EventTime horizon, Seconds retention);

/// What was deleted.
struct Pruned {
  std::int64_t episodes = 0;
  std::int64_t alerts = 0;
  std::int64_t files = 0;
  std::int64_t days = 0;
};

/// Moves the horizon to `before`, unless it is there already, and deletes what is forgotten by
/// then: lines of alerts too.
Result<Pruned> prune(State& state, EventTime before);

}  // namespace s3rare::state
