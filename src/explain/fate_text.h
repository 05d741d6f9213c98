// What became of a match, in words.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "explain/match_list.h"

namespace s3rare::explain {

/// The episodes that are new in these logs. What became of others, an earlier run has decided.
using NewEpisodes = std::unordered_set<const Episode*>;

/// @param is_new  whether its episode is
/// @returns `alerted`, `held`, `learned`, the same with `_before` if it is not new, or `known`
std::string_view fate_code(const Fate& fate, bool is_new);

/// @returns `ALERT`, or `known since 2024-05-01T02:03:12Z`
std::string fate_text(const Fate& fate, bool is_new);

}  // namespace s3rare::explain
