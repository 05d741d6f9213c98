// The slow evaluator: tries every request of the small world, one by one, with one value for each
// key, and decides each as S3 does. It shares the values with the evaluator, and no code.
#pragma once

#include "investigate/openness/bucket_state.h"
#include "investigate/openness/request.h"

namespace s3rare::tests {

/// Whether callers of a kind are let in.
struct OracleVerdict {
  investigate::openness::Truth internet = investigate::openness::Truth::no;
  investigate::openness::Truth network = investigate::openness::Truth::no;
  investigate::openness::Truth endpoint = investigate::openness::Truth::no;
  investigate::openness::Truth signer = investigate::openness::Truth::no;
  char letter = 'c';  ///< `o`, `m`, `r`, `u` or `c`
};

/// @param state  its policies must be of the small world
OracleVerdict oracle_verdict(const investigate::openness::BucketState& state,
                             const investigate::openness::Request& request);

}  // namespace s3rare::tests
