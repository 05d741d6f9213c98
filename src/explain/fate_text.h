// The outcome of a match, as a code and as text.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "explain/match_list.h"

namespace s3rare::explain {

/// The episodes that this run judged. An earlier run judged all others.
using NewEpisodes = std::unordered_set<const Episode*>;

/// @param is_new  whether the match's episode is new
/// @returns `alerted`, `held` or `learned`, with the suffix `_before` if the episode is not new; or
///          `known`
std::string_view fate_code(const Fate& fate, bool is_new);

/// @returns a few words such as `ALERT` or `known since 2024-05-01T02:03:12Z`
std::string fate_text(const Fate& fate, bool is_new);

}  // namespace s3rare::explain
