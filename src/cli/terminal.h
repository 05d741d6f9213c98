// What a run asks the terminal that its text may go to.
#pragma once

#include <cstddef>
#include <optional>

#include "options/options.h"

namespace s3rare::cli {

/// @returns whether something is wanted that is automatic under a condition
bool is_wanted(options::When when, bool automatic);

bool is_terminal(int descriptor);

/// @returns whether text written there is to be colored: automatically on a terminal, unless
///          NO_COLOR is set to anything
/// Source: https://no-color.org
bool colors_wanted(options::When when, int descriptor);

/// @returns the columns of a terminal, 100 if it does not tell; nothing if it is none
std::optional<std::size_t> terminal_columns(int descriptor);

}  // namespace s3rare::cli
