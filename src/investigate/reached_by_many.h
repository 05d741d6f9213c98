// Tells whether many sources reach a bucket.
#pragma once

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Fills in `reached_by_many` and `why` of a dossier's other sources, from its other parts. Many
/// reach a bucket if
///   - 10 other sources or more succeeded, on 7 UTC days or more, or 3 or more, and some of their
///     requests named a website host; and
///   - they did not only list, and wrote or deleted nothing; and
///   - neither they nor the alert's source asked for a key that looks like a secret; and
///   - nothing opened the bucket, or may have, within 30 days before the alert.
/// This says how many come, not that they should: a leak that is known to many looks the same.
/// `why` gives the reasons on both sides in any case.
void judge_reached_by_many(Dossier& dossier);

}  // namespace s3rare::investigate
