// What the parts of a dossier's JSON document have in common. Each writes into the object that is
// open.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "investigate/access/access_change.h"
#include "investigate/dossier/dossier.h"
#include "json/writer.h"

namespace s3rare::investigate {

/// A member, unless the text is empty.
void write_some(json::JsonWriter& json, std::string_view name, const std::string& text);

/// The members `first` and `last`, if there is a span.
void write_span(json::JsonWriter& json, const std::optional<Span>& span);

/// A value: where something can be looked up.
void write_evidence(json::JsonWriter& json, const Evidence& evidence);

/// A value: a change of access, with its distance to the alert.
void write_change(json::JsonWriter& json, const AccessChange& change,
                  const AlertToInvestigate& alert);

/// The members of what a source did.
void write_source_activity(json::JsonWriter& json, const SourceActivity& activity);
void write_requests(json::JsonWriter& json, const AnonymousRequests& requests);

void write_distinct(json::JsonWriter& json, std::string_view name, const Distinct& distinct);

}  // namespace s3rare::investigate
