// The members of an alert's document that come from enrichment. Each function writes into the open
// object, and writes nothing when it knows nothing.
#pragma once

#include <string_view>
#include <vector>

#include "json/writer.h"
#include "s3rare/enrichment.h"
#include "s3rare/worst.h"

namespace s3rare::output {

/// Writes `source.geo`.
void write_geo(json::JsonWriter& json, const Place& place);

/// Writes `source.as`.
void write_as(json::JsonWriter& json, const AutonomousSystem& as);

/// Writes `threat.indicator` (the first indicator) and `threat.enrichments` (all given). ECS has
/// no field for the file and line of an indicator: `write_priority` writes these.
/// @param address  the alert's source
/// Source: ECS field reference 9.4, threat fields.
void write_indicators(json::JsonWriter& json, const std::vector<ListedIn>& indicators,
                      std::string_view address);

/// Writes `priority`, `priority_reasons`, `worst`, `exposure` and `indicators` into `s3rare`.
/// @param worst  of the alert's episode
void write_priority(json::JsonWriter& json, const Enrichment& enrichment, const Worst& worst);

}  // namespace s3rare::output
