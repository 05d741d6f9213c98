// What the logs hold about one alert: the source, its other requests, the bucket, other sources.
//
// Record counts are exact and count deliveries: a record delivered twice counts twice. Lists are
// capped and count what they omit. `FIELDS.md` documents the same members as JSON.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "investigate/access/access_change.h"
#include "investigate/activity.h"
#include "investigate/dossier/finding_code.h"
#include "s3rare/event_time.h"
#include "s3rare/exposure.h"

namespace s3rare::investigate {

/// The fields of an alert that an investigation needs. A text that the alert lacks is empty.
struct AlertToInvestigate {
  std::string json;  ///< the alert as read, minified
  std::string alert_id;
  std::string event_id;
  EventTime time;  ///< of the alert's event
  std::string source;
  std::string bucket;
  std::string key;
  std::string action;
  std::string account;  ///< recipientAccountId
  std::string region;   ///< awsRegion
  std::string path;     ///< of the file that holds the record
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> bytes_out;  ///< bytes sent, as its record states
};

/// Record counts by name: the largest count first, then by name.
struct Counts {
  struct Counted {
    std::string name;
    std::uint64_t records = 0;
  };
  std::vector<Counted> counted;
  std::uint64_t other_records = 0;  ///< records whose names are not listed
};

/// A count of distinct items: exact, or an estimate if there are too many to keep.
struct Distinct {
  std::uint64_t count = 0;
  bool estimated = false;
};

struct Span {
  EventTime first;
  EventTime last;
};

/// Other sources with signed requests of an identity, or anonymous requests to a bucket.
struct SeenSource {
  std::string address;
  std::uint64_t records = 0;
  Span span;
};

/// Uses of an identity from other addresses, in all logs.
struct IdentityElsewhere {
  Distinct addresses;           ///< estimated: at least this many
  std::uint64_t records = 0;    ///< all of them
  std::vector<SeenSource> top;  ///< at most 10: the most records first, then by address
};

/// An identity of the alert's account that signed requests from the source.
struct OwnIdentity {
  std::string identity;  ///< ARN; of a session of an assumed role the role
  std::uint64_t records = 0;
  Span span;
  Evidence first;
  std::optional<IdentityElsewhere> elsewhere;  ///< no value: not known
};

/// Every record of the source, of any service and identity.
struct SourceActivity {
  std::uint64_t records = 0;
  std::optional<Span> span;
  Counts actions;     ///< "s3.amazonaws.com GetObject"
  Counts outcomes;    ///< "success", or the error code
  Counts identities;  ///< "anonymous", an ARN, or the type and what else the record holds
  Counts user_agents;
  Counts regions;
  // Signed records: the source holds keys.
  std::uint64_t signed_records = 0;
  std::optional<Span> signed_span;
  Counts signed_identities;
  std::uint64_t signed_by_own_account = 0;    ///< by identities of the alert's account
  std::vector<OwnIdentity> own_identities;    ///< in order of their names
  std::uint64_t own_identities_left_out = 0;  ///< records of identities that are not listed
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

/// Anonymous requests of the source, before or after the alert's own, which is in neither.
struct AnonymousRequests {
  std::uint64_t records = 0;
  std::uint64_t succeeded = 0;
  std::optional<Span> span;
  Counts actions;
  Counts outcomes;
  Distinct buckets;
  Distinct keys;
  std::uint64_t bytes_out = 0;        ///< of successful requests only: an error has a body too
  std::uint64_t bytes_in = 0;         ///< of successful requests only
  std::uint64_t without_bytes = 0;    ///< successful requests whose records do not state bytes sent
  std::uint64_t objects_read = 0;     ///< successful GetObject
  std::uint64_t objects_written = 0;  ///< successful PutObject and similar
  std::uint64_t objects_deleted = 0;
  std::vector<RequestedKey> first_keys;        ///< the first 20, in order of time
  std::vector<RequestedKey> secret_keys;       ///< the first request per key, in order of time
  std::uint64_t secret_keys_left_out = 0;      ///< requests for secret keys not listed
  std::optional<std::uint64_t> peak_a_minute;  ///< no value: too many minutes to keep
  std::optional<EventTime> peak_minute;        ///< the first minute with that peak
};

/// A bucket that the source listed and fetched from anonymously, in the whole window.
struct Enumeration {
  std::string bucket;
  std::uint64_t listings = 0;  ///< successful ones
  std::uint64_t fetches = 0;   ///< successful ones
  Span listed;
  Span fetched;
  std::optional<Seconds> interval;  ///< first listing to first fetch, if the listing came first
  Evidence first_listing;
  Evidence first_fetch;
};

/// Requests in one step of the timeline.
struct TimelineStep {
  EventTime begin;
  std::uint64_t anonymous = 0;  ///< successful ones
  std::uint64_t denied = 0;     ///< anonymous, denied or failed
  std::uint64_t with_signature = 0;
};

/// Other sources with anonymous requests to the bucket.
struct OtherSources {
  using Source = SeenSource;
  Distinct sources;           ///< with at least one success
  std::uint64_t records = 0;  ///< their successful requests
  std::uint64_t denied = 0;
  std::vector<Source> top;            ///< at most 10: the most records first, then by address
  bool top_of_sample = false;         ///< too many sources to keep: unlisted ones may have more
  std::uint64_t days = 0;             ///< UTC days with a success
  std::uint64_t writes = 0;           ///< their requests that are not reads
  std::uint64_t by_website_host = 0;  ///< requests through a website host name
  std::uint64_t listings = 0;         ///< their successful listings
  std::uint64_t secrets = 0;          ///< their fetches of keys that look like secrets
  bool reached_by_many = false;
  std::vector<std::string> why;  ///< the reasons for and against `reached_by_many`
};

struct BucketExposure;

/// A statement for the responder, with the records that show it.
struct Finding {
  FindingCode code;
  std::string text;  ///< a sentence or two; the outputs escape it
  std::vector<Evidence> evidence;
};

struct Dossier {
  const AlertToInvestigate* alert = nullptr;
  Span window;  ///< the period examined
  // Coverage of the logs.
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
  std::vector<TimelineStep> timeline;  ///< omits steps without requests

  std::vector<AccessChange> bucket_changes;  ///< newest first
  std::uint64_t bucket_changes_left_out = 0;
  std::vector<AccessChange> opened_objects;  ///< objects of the bucket opened by ACLs; newest first
  std::uint64_t opened_objects_left_out = 0;
  std::optional<AccessChange>
      exposed_by;  ///< the newest change before the alert that opened the bucket
  std::shared_ptr<const BucketExposure> exposure;  ///< of the alert's bucket; null: it names none
  OtherSources other_sources;
  std::vector<Finding> findings;
};

}  // namespace s3rare::investigate
