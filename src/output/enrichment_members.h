// The members of an alert's document that tell what was added to its match. Each writes into the
// object that is open, and nothing where nothing is known.
#pragma once

#include <string_view>
#include <vector>

#include "json/writer.h"
#include "s3rare/enrichment.h"

namespace s3rare::output {

/// `geo`, of `source`.
void write_geo(json::JsonWriter& json, const Place& place);

/// `as`, of `source`.
void write_as(json::JsonWriter& json, const AutonomousSystem& as);

/// `indicator`, the first one, and `enrichments`, all of them, of `threat`. What ECS has no field
/// for, file and line, is in `write_priority`.
/// @param address  the alert's source
/// Source: ECS field reference 9.4, threat fields.
void write_indicators(json::JsonWriter& json, const std::vector<ListedIn>& indicators,
                      std::string_view address);

/// `priority`, `priority_reasons`, `exposure` and `indicators`, of `s3rare`.
void write_priority(json::JsonWriter& json, const Enrichment& enrichment);

}  // namespace s3rare::output
