// A small world for policies: the values that generated policies hold, and the requests that can
// meet them. The slow evaluator tries every request of this world.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/openness/bucket_state.h"
#include "investigate/openness/request.h"

namespace s3rare::tests {

/// @returns a number from 0 to `below` - 1
using Choice = std::function<std::size_t(std::size_t below)>;

/// A statement, policy or state of the small world. The bucket is `B`, of account 111122223333 in
/// us-east-1; the time is 2024-01-01 or a second beside it.
investigate::openness::Policy choose_policy(const Choice& choose);
investigate::openness::BucketState choose_state(const Choice& choose);
investigate::openness::Request choose_request(const Choice& choose);

/// @returns the policy as JSON, in one of the forms in which it may be written
std::string json_of(const investigate::openness::Policy& policy, const Choice& choose);

/// Every key that an object of the small world has.
const std::vector<std::string>& keys_of_the_world();

/// What requests of the small world may hold for a key that the caller chooses, besides nothing.
std::vector<std::string> values_of_the_world(std::string_view lower_case_key);

/// Addresses from which requests come: one in each range that the world's networks tell apart.
const std::vector<std::string>& addresses_of_the_world();

}  // namespace s3rare::tests
