// A dossier as text: one screen.
#pragma once

#include <cstddef>
#include <string>

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

inline constexpr std::size_t kScreenLines = 40;

/// Writes the alert, the findings and a summary of the other parts; JSON holds everything. The
/// findings use the lines that the other parts leave free: if they need more, the longest are cut,
/// then the last ones are omitted and counted.
/// @returns at most kScreenLines lines of at most text::kTextColumns columns for any dossier, safe
///          to show on a terminal. Ends with an empty line.
std::string dossier_text(const Dossier& dossier);

}  // namespace s3rare::investigate
