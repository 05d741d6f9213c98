// What the logs say about one alert: the source, its other requests, the bucket, other sources.
//
// Counts are exact, of records as the logs hold them: one that was delivered twice counts twice.
// Lists are capped, and say how much they leave out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "investigate/access/access_change.h"
#include "investigate/activity.h"
#include "investigate/dossier/finding_code.h"
#include "s3rare/event_time.h"
#include "s3rare/exposure.h"

namespace s3rare::investigate {

/// An alert, as far as an investigation needs it. Texts are empty where the alert has none.
struct AlertToInvestigate {
  std::string json;  ///< the alert as it was read, minified
  std::string alert_id;
  std::string event_id;
  EventTime time;  ///< of the alert's event
  std::string source;
  std::string bucket;
  std::string key;
  std::string action;
  std::string account;  ///< recipientAccountId
  std::string path;     ///< of the file that it was found in
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> bytes_out;  ///< what its record says to have been sent
};

/// Records by a name, the most first, then by name.
struct Counts {
  struct Counted {
    std::string name;
    std::uint64_t records = 0;
  };
  std::vector<Counted> counted;
  std::uint64_t other_records = 0;  ///< under names that are left out
};

/// A number of different things: exact, or an estimate where there are too many to remember.
struct Distinct {
  std::uint64_t count = 0;
  bool estimated = false;
};

struct Span {
  EventTime first;
  EventTime last;
};

/// Every record of the source, whatever the service and identity.
struct SourceActivity {
  std::uint64_t records = 0;
  std::optional<Span> span;
  Counts actions;     ///< "s3.amazonaws.com GetObject"
  Counts outcomes;    ///< "success", or the error code
  Counts identities;  ///< "anonymous", an ARN, or type and what there is
  Counts user_agents;
  Counts regions;
  // Those that are signed: the source knows keys.
  std::uint64_t signed_records = 0;
  std::optional<Span> signed_span;
  Counts signed_identities;
  std::uint64_t signed_by_own_account = 0;  ///< by identities of the account that the alert is of
  std::optional<Evidence> first_signed;
};

/// A request for an object.
struct RequestedKey {
  EventTime time;
  std::string action;
  std::string bucket;
  std::string key;
  std::string outcome;  ///< "success", or the error code
  std::optional<KeyKind> secret;
  Evidence evidence;
};

/// Anonymous requests of the source, before or after the alert's.
struct AnonymousRequests {
  std::uint64_t records = 0;
  std::uint64_t succeeded = 0;
  std::optional<Span> span;
  Counts actions;
  Counts outcomes;
  Distinct buckets;
  Distinct keys;
  std::uint64_t bytes_out = 0;        ///< of those that succeeded: an error has a body, too
  std::uint64_t bytes_in = 0;         ///< of those that succeeded
  std::uint64_t without_bytes = 0;    ///< succeeded, but do not say how many bytes were sent
  std::uint64_t objects_read = 0;     ///< succeeded GetObject
  std::uint64_t objects_written = 0;  ///< succeeded PutObject and the like
  std::uint64_t objects_deleted = 0;
  std::vector<RequestedKey> first_keys;        ///< the first 20, in order of time
  std::vector<RequestedKey> secret_keys;       ///< of each the first request, in order of time
  std::uint64_t secret_keys_left_out = 0;      ///< requests for those that are not listed
  std::optional<std::uint64_t> peak_a_minute;  ///< nothing: too many minutes to remember
  std::optional<EventTime> peak_minute;        ///< the first of them
};

/// A bucket that the source listed and fetched from anonymously, in the whole time looked at.
struct Enumeration {
  std::string bucket;
  std::uint64_t listings = 0;  ///< that succeeded
  std::uint64_t fetches = 0;   ///< that succeeded
  Span listed;
  Span fetched;
  std::optional<Seconds> interval;  ///< from the first listing to the first fetch, if it came first
  Evidence first_listing;
  Evidence first_fetch;
};

/// Requests in one step of time, for a picture.
struct TimelineStep {
  EventTime begin;
  std::uint64_t anonymous = 0;  ///< that succeeded
  std::uint64_t denied = 0;     ///< anonymous, and refused or failed
  std::uint64_t with_signature = 0;
};

/// Who else reached the bucket anonymously.
struct OtherSources {
  struct Source {
    std::string address;
    std::uint64_t records = 0;
    Span span;
  };
  Distinct sources;           ///< that succeeded
  std::uint64_t records = 0;  ///< of them, that succeeded
  std::uint64_t denied = 0;
  std::vector<Source> top;     ///< 10, the most records first, then by address
  bool top_of_sample = false;  ///< there are too many sources to remember: others may have more
  std::uint64_t days = 0;      ///< UTC days on which one of them succeeded
  std::uint64_t writes = 0;
  std::uint64_t by_website_host = 0;  ///< through a website host name
  bool public_by_design = false;
  std::vector<std::string> why;  ///< the reasons for it and against it
};

struct Finding {
  FindingCode code = FindingCode::alert_day_missing;
  std::string text;  ///< a sentence or more, for people
  std::vector<Evidence> evidence;
};

struct Dossier {
  const AlertToInvestigate* alert = nullptr;
  Span window;  ///< the time looked at
  // What the logs cover.
  std::optional<Span> logs;
  bool covers_alert = false;  ///< a record of the alert's UTC day was read
  std::uint64_t days_covered = 0;
  std::uint64_t days = 0;

  SourceActivity source_activity;
  AnonymousRequests prior;
  AnonymousRequests followup;
  std::vector<Enumeration> enumerations;
  std::uint64_t enumerations_left_out = 0;
  Seconds timeline_step = 0;
  std::vector<TimelineStep> timeline;  ///< steps without requests are left out

  std::vector<AccessChange> bucket_changes;  ///< newest first
  std::uint64_t bucket_changes_left_out = 0;
  bool access_points_whole = true;  ///< else changes of access points are missing, and not counted
  std::vector<AccessChange> opened_objects;  ///< that ACLs opened, in the bucket; newest first
  std::uint64_t opened_objects_left_out = 0;
  std::optional<AccessChange> exposed_by;  ///< the newest before the alert that opened the bucket
  OtherSources other_sources;
  std::vector<Finding> findings;
};

}  // namespace s3rare::investigate
