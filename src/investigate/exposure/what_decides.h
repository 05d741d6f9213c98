// What would decide whether a bucket is open, where the logs do not.
#pragma once

#include <vector>

#include "investigate/exposure/bucket_exposure.h"

namespace s3rare::investigate {

/// @param state  as far as it is known
/// @returns the parts of the state that are not known, each with the command that prints it; then
///          the request that proves it. The commands change nothing.
/// Source: AWS CLI command reference, `s3api`, `s3control`, `organizations`.
std::vector<Undecided> what_decides(const openness::BucketState& state);

}  // namespace s3rare::investigate
