// What the JSON documents of `s3rare explain` have in common.
#pragma once

#include <optional>
#include <string_view>

#include "explain/near_miss.h"
#include "json/writer.h"

namespace s3rare::explain {

/// A member, if there is a time.
void write_time(json::JsonWriter& json, std::string_view name,
                const std::optional<EventTime>& time);

/// The members of an example, into an object that is open.
void write_example(json::JsonWriter& json, const Example& example);

/// The member `near_misses`.
void write_near_misses(json::JsonWriter& json, const NearMisses& misses);

}  // namespace s3rare::explain
