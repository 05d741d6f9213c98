// Reads every byte of a state and says what is wrong with it.
#pragma once

#include <string>
#include <vector>

#include "state/state.h"

namespace s3rare::state {

/// @returns what is wrong, in words, at most a hundred of it; nothing if all is well
std::vector<std::string> check(State& state);

}  // namespace s3rare::state
