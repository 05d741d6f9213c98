// Lists of names in sentences, and limits on the texts of a change of access.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/access/access_change.h"

namespace s3rare::investigate {

inline constexpr std::size_t kMostInSentence = 3;

/// @returns `a`, `a and b`, `a, b and c`, `a, b, c and more`; names are cut after 64 bytes. Without
///          any: `nothing`
std::string sentence_list(const std::vector<std::string>& names);

/// Longest text of a change of access, in bytes; longer ones are cut.
inline constexpr std::size_t kLongestTold = 256;

/// Cuts texts after kLongestTold bytes and lists after 10 entries; the last entry then gives the
/// number of the others: `and 3 more`. All grants together take about 2 KiB at most.
void bound(std::vector<PublicGrant>& grants);

/// @returns whether an entry is such a last one, which stands for unknown entries
bool is_and_more(std::string_view entry);

}  // namespace s3rare::investigate
