// A dossier as text for people: about one screen.
#pragma once

#include <string>

#include "s3rare/dossier.h"

namespace s3rare::output {

/// Lines of at most kTextColumns, as far as names allow, and safe to show on a terminal: what the
/// alert is, the findings, and then the parts of the dossier in short; JSON has all of them. Ends
/// with an empty line.
std::string dossier_text(const Dossier& dossier);

}  // namespace s3rare::output
