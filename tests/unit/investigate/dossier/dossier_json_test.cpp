#include "investigate/dossier/dossier_json.h"

#include "catch.h"
#include "json/text.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

AlertToInvestigate some_alert() {
  AlertToInvestigate alert;
  alert.json = R"({"@timestamp":"2024-05-01T12:00:00Z","s3rare":{"alert_id":"ab"}})";
  alert.time = *parse_date("2024-05-01") + 12 * 3600;
  return alert;
}

Dossier empty_dossier(const AlertToInvestigate& alert) {
  Dossier dossier;
  dossier.alert = &alert;
  dossier.window = {alert.time - 30 * kSecondsPerDay, alert.time + 7 * kSecondsPerDay};
  dossier.timeline_step = 7200;
  return dossier;
}

Span span_of(EventTime first, EventTime last) { return {first, last}; }

RequestedKey some_key(EventTime time) {
  return {time,
          "GetObject",
          "alpha",
          "id_rsa",
          "AccessDenied",
          KeyKind::private_key,
          {"e1", "a.json", 7}};
}

AnonymousRequests some_requests(EventTime time) {
  AnonymousRequests requests;
  requests.records = 3;
  requests.succeeded = 2;
  requests.span = span_of(time - 60, time);
  requests.actions = {{{"s3.amazonaws.com GetObject", 2}}, 1};
  requests.outcomes = {{{"success", 2}, {"AccessDenied", 1}}, 0};
  requests.buckets = {1, false};
  requests.keys = {4096, true};
  requests.bytes_out = 10;
  requests.bytes_in = 20;
  requests.without_bytes = 1;
  requests.objects_read = 1;
  requests.objects_written = 2;
  requests.objects_deleted = 3;
  requests.first_keys = {some_key(time - 60)};
  requests.secret_keys = {some_key(time)};
  requests.secret_keys_left_out = 5;
  requests.peak_a_minute = 2;
  requests.peak_minute = time - 60;
  return requests;
}

AccessChange some_change(EventTime time) {
  AccessChange change;
  change.subject = AccessSubject::bucket_policy;
  change.effect = AccessEffect::opened;
  change.on_request = AccessEffect::may_open;
  change.time = time;
  change.action = "PutBucketPolicy";
  change.actor = "arn:aws:iam::111122223333:user/alice";
  change.source = "192.0.2.1";
  change.account = "111122223333";
  change.bucket = "alpha";
  change.grants = {{"everyone", {"s3:GetObject"}, {"arn:aws:s3:::alpha/*"}, {}, false}};
  change.told = "the policy lets everyone read";
  change.evidence = {"e2", "b.json", 9};
  return change;
}

bool has(const std::string& json, std::string_view part) {
  return json.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an empty dossier has every number as zero and omits members without a value") {
  const AlertToInvestigate alert = some_alert();
  const std::string nothing = R"({"counted":[],"other_records":0})";
  std::string requests = R"({"records":0,"succeeded":0,"actions":)";
  requests += nothing;
  requests += R"(,"outcomes":)";
  requests += nothing;
  requests += R"(,"buckets":{"count":0,"estimated":false},"keys":{"count":0,"estimated":false},)"
              R"("bytes_out":0,"bytes_in":0,"without_bytes":0,"objects_read":0,)"
              R"("objects_written":0,"objects_deleted":0,"first_keys":[],"secret_keys":[],)"
              R"("secret_keys_left_out":0})";
  std::string expected = R"({"dossier_version":3,"alert":)";
  expected += alert.json;
  expected += R"(,"window":{"from":"2024-04-01T12:00:00Z","to":"2024-05-08T12:00:00Z",)"
              R"("before":"30d","after":"7d"},)"
              R"("logs":{"covers_alert":false,"days":0,"days_covered":0},)"
              R"("source_activity":{"records":0)";
  for (const char* name : {"actions", "outcomes", "identities", "user_agents", "regions"}) {
    expected.append(",\"").append(name).append("\":").append(nothing);
  }
  expected += R"(,"signed":{"records":0,"identities":)";
  expected += nothing;
  expected += R"(,"by_own_account":0,"own_identities":[],"own_identities_left_out":0}},"prior":)";
  expected += requests;
  expected += R"(,"followup":)";
  expected += requests;
  expected +=
      R"(,"enumerations":{"listed":[],"left_out":0},)"
      R"("timeline":{"step_seconds":7200,"steps":[]},)"
      R"("bucket_changes":{"changes":[],"left_out":0},"opened_objects":{"changes":[],"left_out":0},)"
      R"("exposed_by":null,"exposure_intervals":null,)"
      R"("other_sources":{"sources":{"count":0,"estimated":false},"records":0,)"
      R"("denied":0,"top":[],"top_of_sample":false,"days":0,"writes":0,)"
      R"("by_website_host":0,"listings":0,"secrets":0,"reached_by_many":false,"why":[]},"findings":[]})";
  CHECK(dossier_json(empty_dossier(alert)) == expected);
}

TEST_CASE("a dossier writes everything that it holds") {
  const AlertToInvestigate alert = some_alert();
  Dossier dossier = empty_dossier(alert);
  dossier.logs = span_of(alert.time - 100, alert.time + 100);
  dossier.covers_alert = true;
  dossier.days = 38;
  dossier.days_covered = 12;
  SourceActivity& activity = dossier.source_activity;
  activity.records = 5;
  activity.span = span_of(alert.time - 50, alert.time);
  activity.actions = {{{"s3.amazonaws.com GetObject", 5}}, 0};
  activity.signed_records = 2;
  activity.signed_span = span_of(alert.time - 50, alert.time - 40);
  activity.signed_identities = {{{"arn:aws:iam::111122223333:user/alice", 2}}, 0};
  activity.signed_by_own_account = 2;
  activity.own_identities = {
      {"arn:o", 2, span_of(alert.time - 50, alert.time - 40), {"e0", "c.json", 1}, {}}};
  activity.own_identities[0].elsewhere = {
      {1, true}, 7, {{"192.0.2.8", 7, span_of(alert.time, alert.time + 1)}}};
  activity.own_identities_left_out = 3;
  activity.first_signed = Evidence{"e0", "c.json", 1};
  dossier.prior = some_requests(alert.time - 100);
  dossier.followup = some_requests(alert.time + 100);
  dossier.enumerations = {{"alpha",
                           1,
                           2,
                           span_of(alert.time, alert.time),
                           span_of(alert.time + 30, alert.time + 40),
                           30,
                           {"e3", "d.json", 2},
                           {"e4", "d.json", 3}}};
  dossier.enumerations_left_out = 4;
  dossier.timeline = {{alert.time, 1, 2, 3}};
  dossier.bucket_changes = {some_change(alert.time - 3600)};
  dossier.bucket_changes_left_out = 6;
  dossier.opened_objects = dossier.bucket_changes;
  dossier.opened_objects_left_out = 7;
  dossier.exposed_by = some_change(alert.time - 3600);
  dossier.other_sources.sources = {3, false};
  dossier.other_sources.records = 10;
  dossier.other_sources.top = {{"192.0.2.9", 5, span_of(alert.time, alert.time + 1)}};
  dossier.other_sources.reached_by_many = true;
  dossier.other_sources.why = {"they only read"};
  dossier.findings = {{FindingCode::other_sources, "somebody came", {{"e5", "e.json", 4}}}};

  const std::string json = dossier_json(dossier);
  CHECK(json::is_json(json));
  CHECK_FALSE(has(json, "\n"));
  CHECK(has(json, R"("logs":{"first":"2024-05-01T11:58:20Z","last":"2024-05-01T12:01:40Z",)"
                  R"("covers_alert":true,"days":38,"days_covered":12})"));
  CHECK(has(json, R"("source_activity":{"records":5,"first":"2024-05-01T11:59:10Z",)"
                  R"("last":"2024-05-01T12:00:00Z","actions":{"counted":[)"
                  R"({"name":"s3.amazonaws.com GetObject","records":5}],"other_records":0})"));
  CHECK(has(json, R"("signed":{"records":2,"first":"2024-05-01T11:59:10Z",)"
                  R"("last":"2024-05-01T11:59:20Z","identities":{"counted":[)"
                  R"({"name":"arn:aws:iam::111122223333:user/alice","records":2}],)"
                  R"("other_records":0},"by_own_account":2,)"
                  R"("own_identities":[{"identity":"arn:o","records":2,)"
                  R"("first":"2024-05-01T11:59:10Z","last":"2024-05-01T11:59:20Z",)"
                  R"("evidence":{"event_id":"e0","file":"c.json","offset":1},)"
                  R"("elsewhere":{"addresses":{"count":1,"estimated":true},"records":7,)"
                  R"("top":[{"address":"192.0.2.8","records":7,"first":"2024-05-01T12:00:00Z",)"
                  R"("last":"2024-05-01T12:00:01Z"}]}}],"own_identities_left_out":3,)"
                  R"("evidence":{"event_id":"e0","file":"c.json","offset":1}})"));
  CHECK(has(json, R"("buckets":{"count":1,"estimated":false},"keys":{"count":4096,)"
                  R"("estimated":true},"bytes_out":10,"bytes_in":20,"without_bytes":1,)"
                  R"("objects_read":1,"objects_written":2,"objects_deleted":3,)"
                  R"("first_keys":[{"time":"2024-05-01T11:57:20Z","action":"GetObject",)"
                  R"("bucket":"alpha","key":"id_rsa","outcome":"AccessDenied",)"
                  R"("secret":"private_key",)"
                  R"("evidence":{"event_id":"e1","file":"a.json","offset":7}}],)"));
  CHECK(has(json, R"("secret_keys_left_out":5,"peak":{"requests":2,)"
                  R"("minute":"2024-05-01T11:57:20Z"}},"followup":{"records":3)"));
  CHECK(has(json, R"("enumerations":{"listed":[{"bucket":"alpha","listings":1,"fetches":2,)"
                  R"("listed":{"first":"2024-05-01T12:00:00Z","last":"2024-05-01T12:00:00Z"},)"
                  R"("fetched":{"first":"2024-05-01T12:00:30Z","last":"2024-05-01T12:00:40Z"},)"
                  R"("interval_seconds":30,)"
                  R"("first_listing":{"event_id":"e3","file":"d.json","offset":2},)"
                  R"("first_fetch":{"event_id":"e4","file":"d.json","offset":3}}],"left_out":4})"));
  CHECK(has(json, R"("steps":[{"begin":"2024-05-01T12:00:00Z","anonymous":1,"denied":2,)"
                  R"("signed":3}])"));
  std::string change = R"({"time":"2024-05-01T11:00:00Z","subject":"bucket_policy",)"
                       R"("effect":"opened","on_request":"may_open","action":"PutBucketPolicy",)"
                       R"("actor":"arn:aws:iam::111122223333:user/alice","source":"192.0.2.1",)"
                       R"("account":"111122223333","bucket":"alpha","grants":[{"to":"everyone",)"
                       R"("actions":["s3:GetObject"],"resources":["arn:aws:s3:::alpha/*"],)"
                       R"("conditions":[],"limited":false}],)"
                       R"("told":"the policy lets everyone read","distance_seconds":-3600,)"
                       R"("evidence":{"event_id":"e2","file":"b.json","offset":9}})";
  CHECK(has(json, R"("bucket_changes":{"changes":[)" + change + R"(],"left_out":6},)"));
  CHECK(has(json, R"("opened_objects":{"changes":[)" + change + R"(],"left_out":7},)"));
  CHECK(has(json, R"("exposed_by":)" + change + ","));
  CHECK(has(json, R"("top":[{"address":"192.0.2.9","records":5,"first":"2024-05-01T12:00:00Z",)"
                  R"("last":"2024-05-01T12:00:01Z"}],"top_of_sample":false)"));
  CHECK(has(json, R"("reached_by_many":true,"why":["they only read"]},)"
                  R"("findings":[{"code":"other_sources","text":"somebody came",)"
                  R"("evidence":[{"event_id":"e5","file":"e.json","offset":4}]}]})"));
}

TEST_CASE("hostile texts and paths stay inside their strings") {
  const AlertToInvestigate alert = some_alert();
  Dossier dossier = empty_dossier(alert);
  RequestedKey key = some_key(alert.time);
  key.key = "\"},\n\x1b[2J</script>\xe2\x80\xae";
  key.evidence.path = "a\xff\"b";
  dossier.prior.first_keys = {key};
  const std::string json = dossier_json(dossier);
  CHECK(json::is_json(json));
  CHECK(has(json, R"("key":"\"},\n\u001b[2J</script>\u202e")"));
  CHECK(has(json, "\"file\":\"a\xef\xbf\xbd\\\"b\""));
}

TEST_CASE("texts for people show escapes") {
  const AlertToInvestigate alert = some_alert();
  Dossier dossier = empty_dossier(alert);
  dossier.findings.push_back({FindingCode::objects_fetched, "a\x1b[2J\n\u202e", {}});
  dossier.other_sources.why = {"b\u2028"};
  AccessChange change;
  change.told = "c\xc2\x9b";
  change.actor = "d\x1b";
  dossier.bucket_changes = {change};
  const std::string json = dossier_json(dossier);
  CHECK(has(json, R"("text":"a\\x1b[2J\\x0a\\xe2\\x80\\xae")"));
  CHECK(has(json, R"("why":["b\\xe2\\x80\\xa8"])"));
  CHECK(has(json, R"("told":"c\\xc2\\x9b")"));
  CHECK(has(json, R"("actor":"d\u001b")"));
}

TEST_CASE("subjects and effects have the names of the format") {
  CHECK(name_of(AccessSubject::account_public_access_block) == "account_public_access_block");
  CHECK(name_of(AccessSubject::access_point_policy) == "access_point_policy");
  CHECK(name_of(AccessSubject::bucket) == "bucket");
  CHECK(name_of(AccessEffect::may_open) == "may_open");
  CHECK(name_of(AccessEffect::none) == "none");
}
