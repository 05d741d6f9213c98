// The sections of the text output below the findings.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

using Lines = std::vector<std::string>;

/// Columns of the margin and the label in front of a line's content.
inline constexpr std::size_t kLabelColumns = 14;

// Each returns a headline and lines indented by two columns. All are safe to show on a terminal;
// omitted items are counted.

Lines source_section(const SourceActivity& activity);  ///< at most 5 lines
Lines requests_section(const Dossier& dossier);        ///< at most 5: before, after, first keys
Lines changes_section(const Dossier& dossier);  ///< at most 5: the opening and the nearest changes
Lines exposure_section(const BucketExposure& exposure);  ///< at most 4: when it was open
Lines others_section(const OtherSources& others);        ///< at most 3

}  // namespace s3rare::investigate
