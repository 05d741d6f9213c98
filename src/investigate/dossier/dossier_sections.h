// The parts of a dossier below its findings, as lines of text for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

using Lines = std::vector<std::string>;

/// Columns of the margin and the label before what a line says.
inline constexpr std::size_t kLabelColumns = 14;

// Each is a headline, and lines below it that begin with two columns of margin. All are safe to
// show; what is left out is counted.

Lines source_section(const SourceActivity& activity);  ///< at most 5 lines
Lines requests_section(const Dossier& dossier);        ///< at most 5: before, after, first keys
Lines changes_section(const Dossier& dossier);         ///< at most 5: who opened it, the nearest
Lines others_section(const OtherSources& others);      ///< at most 3

}  // namespace s3rare::investigate
