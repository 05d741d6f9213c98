// What a caller's request may hold for the key of a condition.
//
// A key that the caller chooses has a candidate for each value that the policy distinguishes, one
// for all others, and one for leaving it out. A key that the caller's kind fixes has one candidate.
// The source address has one candidate per range of addresses that the policy distinguishes.
//
// A signer is a plain one: an IAM user of a foreign account with an access key, without MFA, tags
// or a session.
//
// Source: AWS IAM user guide, "AWS global condition context keys" (when a key is present); AWS
// service authorization reference, "Actions, resources, and condition keys for Amazon S3"; AWS
// blog posts and records for `anonymous` as PrincipalAccount and userid.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "investigate/openness/comparison.h"
#include "investigate/openness/request.h"

namespace s3rare::investigate::openness {

/// What the keys of a request depend on.
struct Circumstances {
  Caller caller = Caller::internet;
  std::string_view permission;  ///< in lower case
  EventTime time;
  std::string_view account;  ///< of the bucket; empty: not known
  std::string_view region;   ///< of the bucket; empty: not known
};

/// @param key          in lower case
/// @param comparisons  all comparisons of that key that the request meets
/// @returns at least one candidate
std::vector<Candidate> candidates_of(std::string_view key,
                                     const std::vector<const Comparison*>& comparisons,
                                     const Circumstances& circumstances);

/// @returns whether the caller decides what the request holds for the key, so that a responder
///          must know what was sent
bool is_chosen(std::string_view key);

/// @returns whether the key is there only for requests through a VPC endpoint
bool is_of_endpoint(std::string_view key);

}  // namespace s3rare::investigate::openness
