// A dossier as text for people: one screen.
#pragma once

#include <cstddef>
#include <string>

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

inline constexpr std::size_t kScreenLines = 40;

/// At most kScreenLines lines of at most text::kTextColumns, whatever the dossier holds, and safe
/// to show on a terminal: what the alert is, the findings, and then the parts of the dossier in
/// short; JSON has all of them. What the other parts leave is the findings'; they are shortened,
/// the last ones left out and counted, where they need more. Ends with an empty line.
std::string dossier_text(const Dossier& dossier);

}  // namespace s3rare::investigate
