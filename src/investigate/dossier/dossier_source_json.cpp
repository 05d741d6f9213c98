// The parts of a dossier about the source.
#include "investigate/dossier/dossier_parts.h"
#include "s3rare/exposure.h"

namespace s3rare::investigate {
namespace {

void write_counts(json::JsonWriter& json, std::string_view name, const Counts& counts) {
  json.key(name).begin_object().key("counted").begin_array();
  for (const Counts::Counted& counted : counts.counted) {
    json.begin_object().field("name", counted.name).key("records").number(counted.records);
    json.end_object();
  }
  json.end_array().key("other_records").number(counts.other_records).end_object();
}

void write_keys(json::JsonWriter& json, std::string_view name,
                const std::vector<RequestedKey>& keys) {
  json.key(name).begin_array();
  for (const RequestedKey& key : keys) {
    json.begin_object().field("time", format_utc(key.time));
    write_some(json, "action", key.action);
    write_some(json, "bucket", key.bucket);
    write_some(json, "key", key.key);
    write_some(json, "outcome", key.outcome);
    if (key.secret) json.field("secret", name_of(*key.secret));
    write_evidence(json.key("evidence"), key.evidence);
    json.end_object();
  }
  json.end_array();
}

void write_own_identity(json::JsonWriter& json, const OwnIdentity& own) {
  json.begin_object().field("identity", own.identity).key("records").number(own.records);
  write_span(json, own.span);
  write_evidence(json.key("evidence"), own.first);
  if (own.elsewhere) {
    json.key("elsewhere").begin_object();
    write_distinct(json, "addresses", own.elsewhere->addresses);
    json.key("records").number(own.elsewhere->records).key("top");
    write_sources(json, own.elsewhere->top);
    json.end_object();
  }
  json.end_object();
}

}  // namespace

void write_sources(json::JsonWriter& json, const std::vector<SeenSource>& sources) {
  json.begin_array();
  for (const SeenSource& source : sources) {
    json.begin_object().field("address", source.address).key("records").number(source.records);
    write_span(json, source.span);
    json.end_object();
  }
  json.end_array();
}

void write_distinct(json::JsonWriter& json, std::string_view name, const Distinct& distinct) {
  json.key(name).begin_object().key("count").number(distinct.count);
  json.key("estimated").boolean(distinct.estimated).end_object();
}

void write_source_activity(json::JsonWriter& json, const SourceActivity& activity) {
  json.key("records").number(activity.records);
  write_span(json, activity.span);
  write_counts(json, "actions", activity.actions);
  write_counts(json, "outcomes", activity.outcomes);
  write_counts(json, "identities", activity.identities);
  write_counts(json, "user_agents", activity.user_agents);
  write_counts(json, "regions", activity.regions);
  json.key("signed").begin_object().key("records").number(activity.signed_records);
  write_span(json, activity.signed_span);
  write_counts(json, "identities", activity.signed_identities);
  json.key("by_own_account").number(activity.signed_by_own_account);
  json.key("own_identities").begin_array();
  for (const OwnIdentity& own : activity.own_identities) write_own_identity(json, own);
  json.end_array().key("own_identities_left_out").number(activity.own_identities_left_out);
  if (activity.first_signed) write_evidence(json.key("evidence"), *activity.first_signed);
  json.end_object();
}

void write_requests(json::JsonWriter& json, const AnonymousRequests& requests) {
  json.key("records").number(requests.records);
  json.key("succeeded").number(requests.succeeded);
  write_span(json, requests.span);
  write_counts(json, "actions", requests.actions);
  write_counts(json, "outcomes", requests.outcomes);
  write_distinct(json, "buckets", requests.buckets);
  write_distinct(json, "keys", requests.keys);
  json.key("bytes_out").number(requests.bytes_out);
  json.key("bytes_in").number(requests.bytes_in);
  json.key("without_bytes").number(requests.without_bytes);
  json.key("objects_read").number(requests.objects_read);
  json.key("objects_written").number(requests.objects_written);
  json.key("objects_deleted").number(requests.objects_deleted);
  write_keys(json, "first_keys", requests.first_keys);
  write_keys(json, "secret_keys", requests.secret_keys);
  json.key("secret_keys_left_out").number(requests.secret_keys_left_out);
  if (!requests.peak_a_minute) return;
  json.key("peak").begin_object().key("requests").number(*requests.peak_a_minute);
  if (requests.peak_minute) json.field("minute", format_utc(*requests.peak_minute));
  json.end_object();
}

}  // namespace s3rare::investigate
