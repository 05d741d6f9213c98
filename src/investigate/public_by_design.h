// Judges whether a bucket looks public by design.
#pragma once

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Judges by who else reached a bucket; fills in `public_by_design` and `why`. The bucket looks
/// public by design if nobody else wrote or deleted anything, and
///   - 10 other sources or more succeeded, on 7 UTC days or more, or
///   - 3 other sources or more succeeded, and some of their requests named a website host.
/// `why` gives the reasons on both sides in any case. Who may reach the bucket by its policy is
/// stronger evidence.
void judge_public_by_design(OtherSources& others);

}  // namespace s3rare::investigate
