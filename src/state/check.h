// Reads a whole state and reports what is wrong with it.
#pragma once

#include <string>
#include <vector>

#include "state/state.h"

namespace s3rare::state {

/// @returns a message per problem, at most 100; empty if there is none
std::vector<std::string> check(State& state);

}  // namespace s3rare::state
