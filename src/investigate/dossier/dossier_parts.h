// The writers of the parts of a dossier's JSON document. Each writes into the open object.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/access/access_change.h"
#include "investigate/dossier/dossier.h"
#include "json/writer.h"

namespace s3rare::investigate {

/// Writes a member unless the text is empty.
void write_some(json::JsonWriter& json, std::string_view name, const std::string& text);

/// Writes the members `first` and `last` if there is a span.
void write_span(json::JsonWriter& json, const std::optional<Span>& span);

/// Writes a value: the event ID, file and offset of a record.
void write_evidence(json::JsonWriter& json, const Evidence& evidence);

/// Writes a value: an access change with its distance to the alert.
void write_change(json::JsonWriter& json, const AccessChange& change,
                  const AlertToInvestigate& alert);

/// Writes a value: when the alert's bucket was open, and whether it still is.
void write_exposure(json::JsonWriter& json, const BucketExposure& exposure);

/// Write the members of the objects on what a source did.
void write_source_activity(json::JsonWriter& json, const SourceActivity& activity);
void write_requests(json::JsonWriter& json, const AnonymousRequests& requests);

/// Writes a value: addresses with their records and span.
void write_sources(json::JsonWriter& json, const std::vector<SeenSource>& sources);

void write_distinct(json::JsonWriter& json, std::string_view name, const Distinct& distinct);

}  // namespace s3rare::investigate
