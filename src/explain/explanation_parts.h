// Members that the JSON documents of `s3rare explain` share.
#pragma once

#include <optional>
#include <string_view>

#include "explain/near_miss.h"
#include "json/writer.h"

namespace s3rare::explain {

/// Writes a member with the time; writes nothing if there is none.
void write_time(json::JsonWriter& json, std::string_view name,
                const std::optional<EventTime>& time);

/// Writes an example's members into the object that is open.
void write_example(json::JsonWriter& json, const Example& example);

/// Writes the member `near_misses`.
void write_near_misses(json::JsonWriter& json, const NearMisses& misses);

}  // namespace s3rare::explain
