// What happened to one bucket: who reached it without a signature, what left, whether it is still
// open, and what to do now.
//
// Counts of requests are exact and count deliveries: a record that was delivered twice counts
// twice. Counts of distinct things say whether they are estimates. Lists are capped and count what
// they omit. `FIELDS.md` documents the same members as JSON.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "investigate/activity.h"
#include "investigate/dossier/dossier.h"
#include "investigate/openness/openness.h"
#include "report/action.h"
#include "s3rare/event_time.h"
#include "s3rare/exposure.h"

namespace s3rare::report {

using investigate::Counts;
using investigate::Distinct;
using investigate::Evidence;
using investigate::Span;

/// What makes two requests belong to one incident.
struct IncidentKey {
  std::string account;  ///< of the bucket's owner; empty: not known
  std::string region;
  std::string bucket;

  friend auto operator<=>(const IncidentKey&, const IncidentKey&) = default;
};

enum class Severity : std::uint8_t { low, medium, high, critical };

/// @returns `low`, `medium`, `high`, `critical`
std::string_view name_of(Severity severity);

/// Why an incident has its severity. The names are stable, for scripts.
enum class ReasonCode : std::uint8_t {
  written,                  ///< strangers wrote objects
  deleted,                  ///< strangers deleted objects
  access_changed,           ///< a stranger changed who gets in
  secret_fetched,           ///< the key of a fetched object looks like a secret
  listed_and_bulk_fetched,  ///< one source listed, then fetched 100 objects or 100 MB
  recently_opened,          ///< fetched within 30 days after an opening
  on_indicator_list,        ///< a source that is on a list of indicators succeeded
  listed_and_fetched,       ///< one source listed, then fetched
  fetched,                  ///< other reading
  only_listed,              ///< nothing was fetched
  opened_unreached,         ///< opened, and no stranger's request succeeded yet
  nothing_sent,             ///< the records say that no byte was sent
  nothing_in_logs           ///< these logs hold no successful request of strangers
};

/// @returns the code's name: `secret_fetched`
std::string_view name_of(ReasonCode code);
/// @returns the severity that the reason gives
Severity severity_of(ReasonCode code);

struct Reason {
  ReasonCode code = ReasonCode::fetched;
  std::string text;  ///< a clause; the outputs escape it
  std::vector<Evidence> evidence;
};

/// A change of access, as a cause.
struct Cause {
  EventTime time;
  std::string action;  ///< eventName
  std::string actor;   ///< ARN, or another name of the identity; `anonymous`
  std::string source;  ///< sourceIPAddress
  std::string sets;    ///< what it sets, in words: `policy`, `ACL`, ...
  bool by_stranger = false;
  Evidence evidence;
};

/// Whether the bucket is open at one time.
enum class State : std::uint8_t { closed, unknown, restricted, open };

/// @returns `closed`, `unknown`, `restricted`, `open`
std::string_view name_of(State state);

/// A time in which the bucket was open, may have been, or was open to some.
struct Exposed {
  investigate::openness::Question question = investigate::openness::Question::read;
  investigate::openness::Openness openness = investigate::openness::Openness::open;
  std::optional<EventTime> from;      ///< nothing: before the logs
  std::optional<EventTime> to;        ///< not included; nothing: the end of the logs
  std::vector<Cause> opened_by;       ///< empty: by a date, or the logs do not show it
  std::vector<Cause> closed_by;       ///< the same
  bool shown_by_request = false;      ///< a request that was served shows it
  bool by_date = false;               ///< a condition on a date began it
  bool served_after_closing = false;  ///< `to` is the last request that was still served
};

/// When the bucket was open, and whether it is at the end of the logs.
struct Exposure {
  State state = State::unknown;
  investigate::openness::Openness list = investigate::openness::Openness::unknown;
  investigate::openness::Openness read = investigate::openness::Openness::unknown;
  investigate::openness::Openness write = investigate::openness::Openness::unknown;
  std::optional<EventTime> not_after;  ///< until when that is known
  std::vector<Cause> since;            ///< the changes that began the state
  bool is_deleted = false;             ///< the last change is the deletion of the bucket
  std::vector<std::string> rests_on;   ///< `policy: recorded`, ...
  bool lacks_change = false;           ///< a contradiction shows that the logs lack a change
  std::vector<Exposed> intervals;      ///< by time
  std::uint64_t intervals_left_out = 0;
  std::vector<Cause> changes;  ///< the changes of access, oldest first: the last 50
  std::uint64_t changes_left_out = 0;
  std::uint64_t changes_dropped = 0;  ///< too many to keep: the state before them is not known
  bool has_website = false;           ///< a website was set
};

/// Requests of one kind that succeeded.
struct Requests {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;          ///< that the records state
  std::uint64_t without_bytes = 0;  ///< requests whose records do not state bytes
  Distinct objects;
};

struct Outcome {
  std::string action;
  std::string outcome;  ///< "success", or the error code
  std::uint64_t requests = 0;
};

/// Requests over time. A bar begins at a multiple of the step, in UTC.
struct RequestChart {
  struct Bar {
    EventTime begin;
    std::uint64_t succeeded = 0;
    std::uint64_t denied = 0;
  };
  Seconds step = 60;
  std::vector<Bar> bars;  ///< in order, those with requests
};

/// What strangers did to the bucket, in all logs.
struct Access {
  std::uint64_t requests = 0;   ///< anonymous ones
  std::uint64_t succeeded = 0;  ///< of these
  std::uint64_t denied = 0;     ///< denied or failed
  std::optional<Span> span;     ///< of those that succeeded
  Distinct sources;             ///< with a success
  std::uint64_t new_sources = 0;
  std::uint64_t days = 0;  ///< UTC days with a success
  std::uint64_t by_website_host = 0;
  bool reached_by_many = false;  ///< said of how many come, not that they should
  std::vector<Outcome> outcomes;
  std::uint64_t outcomes_left_out = 0;  ///< requests
  Requests read;
  Requests listed;
  Requests written;
  Requests deleted;
  RequestChart chart;
};

/// An object that strangers asked for.
struct TouchedObject {
  enum class Why : std::uint8_t { secret, changed, large };
  std::string key;
  Why why = Why::large;
  std::optional<KeyKind> secret;
  std::optional<std::uint64_t> requests;  ///< no value: not counted for a large one
  std::optional<std::uint64_t> bytes;     ///< the most that one request moved; no value: not known
  bool was_read = false;
  bool was_written = false;
  bool was_deleted = false;
  EventTime first;  ///< of the request that is the evidence
  std::string source;
  Evidence evidence;
};

/// An identity with which a stranger's address signs requests.
struct UsedIdentity {
  std::string identity;
  std::string account;          ///< of the identity; empty: not known
  bool of_own_account = false;  ///< the bucket's account: stolen until proven otherwise
  std::uint64_t requests = 0;
  std::optional<Span> span;
  std::vector<std::string> access_keys;
  std::optional<investigate::IdentityElsewhere> elsewhere;
  Evidence first;
};

/// Where an address is, if a database says so.
struct SourcePlace {
  std::string country;
  std::string network;
};

struct IncidentSource {
  std::string address;
  bool is_new = false;  ///< it raised an alert
  SourcePlace place;
  std::vector<std::string> listed_in;  ///< names of the indicator lists
  Counts user_agents;
  std::vector<std::string> tools;  ///< kinds of tools of these
  std::optional<Span> span;        ///< of the requests that succeeded
  std::uint64_t requests = 0;
  std::uint64_t denied = 0;
  std::uint64_t listings = 0;
  std::uint64_t fetches = 0;
  std::uint64_t writes = 0;
  std::uint64_t deletions = 0;
  std::uint64_t secrets = 0;        ///< fetches of keys that look like secrets
  Distinct objects;                 ///< fetched
  std::uint64_t bytes_out = 0;      ///< fetched
  std::uint64_t bytes_in = 0;       ///< written
  std::uint64_t without_bytes = 0;  ///< fetches and writes whose records do not state bytes
  std::vector<UsedIdentity> identities;
  Evidence first;

  bool uses_own_identity() const;
};

/// Another bucket that some of the sources reached.
struct AlsoReached {
  IncidentKey key;
  std::uint64_t sources = 0;  ///< that both incidents list
};

struct IncidentAlert {
  std::string alert_id;
  EventTime time;
  std::string source;
  std::string action;
  std::string key;
  Evidence evidence;
};

/// What these logs cannot tell. The names are stable.
struct Unknown {
  std::string code;
  std::string text;
};

struct Incident {
  IncidentKey key;
  std::string id;  ///< of the key: the same in every run
  Severity severity = Severity::low;
  std::vector<Reason> reasons;  ///< the gravest first
  Exposure exposure;
  Access access;
  std::vector<TouchedObject> objects;
  std::uint64_t objects_left_out = 0;
  std::vector<IncidentSource> sources;
  std::uint64_t sources_left_out = 0;
  std::vector<AlsoReached> also;
  std::uint64_t also_left_out = 0;
  std::vector<Action> actions;
  std::vector<IncidentAlert> alerts;
  std::vector<Unknown> unknown;
  std::optional<Span> logs;  ///< the first and the last record of the logs
};

}  // namespace s3rare::report
