// Alerts as events of the Open Cybersecurity Schema Framework (OCSF), class Detection Finding. An
// event is made from the alert's line, so it agrees with it, whether the line is new or comes from
// a state, and its `metadata.uid` is the line's `alert_id`.
//
// Source: ocsf/ocsf-schema 1.8.0, events/findings/detection_finding.json, with the profile `cloud`.
#pragma once

#include <string>
#include <string_view>

#include "json/padded_text.h"
#include "json/reader.h"
#include "json/writer.h"

namespace s3rare::output {

/// The version of OCSF that the events follow.
inline constexpr std::string_view kOcsfVersion = "1.8.0";

class OcsfEvents {
 public:
  OcsfEvents();

  /// @param line  an alert as `render_alert` writes it
  /// @returns the event with its line end. Omits what the line lacks; what OCSF has no attribute
  ///          for is in `unmapped.s3rare`
  std::string event_of(std::string_view line);

 private:
  void write_evidence(json::JsonWriter& json);
  void write_source(json::JsonWriter& json);
  void write_resources(json::JsonWriter& json);
  void write_cloud(json::JsonWriter& json);
  void write_observables(json::JsonWriter& json);
  void write_unmapped(json::JsonWriter& json);

  json::PaddedText padded_;  // the line
  json::JsonReader alert_;
  json::JsonReader trail_;  // of `aws.cloudtrail`
  json::JsonReader object_;
  json::JsonReader client_;
  json::JsonReader file_;
  json::JsonReader account_;
  json::JsonReader geo_;
  json::JsonReader network_;
  json::JsonReader resource_;
};

}  // namespace s3rare::output
