// Merges states, as if one run had seen everything that they have seen.
//
// Episodes join as in a history. Of everything else the result is the union: of a file that both
// states hold, the row with the later modification; of an alert that both hold, the written one
// rather than the held one. The horizon is the latest. So the order and grouping of merges do not
// change the result. Rows behind the horizon take part, because two of them may join into an
// episode that reaches over it.
#pragma once

#include "s3rare/error.h"
#include "s3rare/siphash.h"
#include "state/state.h"

namespace s3rare::state {

/// Adds everything that `from` holds to `into`, except the horizon: the caller sets it after the
/// last state. The settings of both must be equal.
/// @param key  secret of a hash table
Result<Done> merge_states(State& into, State& from, const HashKey& key);

}  // namespace s3rare::state
