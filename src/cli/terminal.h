// Properties of the terminal to which text may go.
#pragma once

#include <cstddef>
#include <optional>

#include "options/options.h"

namespace s3rare::cli {

/// @returns whether the option is on
/// @param automatic  the result for `When::automatic`
bool is_wanted(options::When when, bool automatic);

bool is_terminal(int descriptor);

/// @returns whether to color text for this descriptor. `When::automatic` colors on a terminal,
/// unless
///          NO_COLOR is set and not empty
/// Source: https://no-color.org
bool colors_wanted(options::When when, int descriptor);

/// @returns the columns of a terminal, or 100 if it does not report them; nothing if the descriptor
///          is not a terminal
std::optional<std::size_t> terminal_columns(int descriptor);

}  // namespace s3rare::cli
