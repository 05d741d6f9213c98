// States become one, as if one run had seen what all of them have seen.
//
// Joining takes episodes as the history does, and of everything else the union: of a file that
// both have read its newer form, of an alert that both have raised the one that was written. The
// horizon is the latest one. So states may be merged in any order and grouping, with the same
// result. Rows behind the horizon take part: one of them may reach over it together with another.
#pragma once

#include "s3rare/error.h"
#include "s3rare/siphash.h"
#include "state/state.h"

namespace s3rare::state {

/// Adds everything that `from` holds to `into`, but for the horizon: it is to be set when all
/// states are in. Their settings are equal.
/// @param key  secret of a hash table
Result<Done> merge_states(State& into, State& from, const HashKey& key);

}  // namespace s3rare::state
