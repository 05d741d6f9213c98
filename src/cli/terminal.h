// Properties of the terminal that text may go to.
#pragma once

#include <cstddef>
#include <optional>

#include "options/options.h"

namespace s3rare::cli {

/// @returns whether something is wanted; `automatic` decides for `When::automatic`
bool is_wanted(options::When when, bool automatic);

bool is_terminal(int descriptor);

/// @returns whether to color text for this descriptor. Automatic means: on a terminal, unless
///          NO_COLOR is set and not empty
/// Source: https://no-color.org
bool colors_wanted(options::When when, int descriptor);

/// @returns the columns of a terminal, 100 if it does not report them; nothing for other files
std::optional<std::size_t> terminal_columns(int descriptor);

}  // namespace s3rare::cli
