// Sets of matches in which the interesting cases are frequent: gaps close to the window, ties,
// duplicates, few terms.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "property/oracle.h"

namespace s3rare::tests {

using Random = std::mt19937_64;

/// @returns a number from 0 to `below` - 1
std::uint64_t pick(Random& random, std::uint64_t below);

/// @param window   gaps are drawn close to it
/// @param fractions  whether some times have a fraction of a second
std::vector<OracleMatch> generate_matches(Random& random, Seconds window, bool fractions);

}  // namespace s3rare::tests
