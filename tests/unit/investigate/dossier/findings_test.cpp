#include "investigate/dossier/findings.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <set>

#include "catch.h"
#include "investigate/dossier/wording.h"
#include "investigate/exposure/bucket_exposure.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

const EventTime kAlert = *parse_date("2024-05-09") + 12 * 3600;

// A dossier with two findings only: no other source, and no opening of the bucket in the logs.
struct Given {
  AlertToInvestigate alert;
  Dossier dossier;

  Given() {
    alert.event_id = "e0";
    alert.path = "a.json";
    alert.offset = 7;
    alert.time = kAlert;
    alert.source = "192.0.2.1";
    alert.bucket = "alpha";
    alert.key = "index.html";
    alert.action = "ListObjects";
    alert.account = "111122223333";
    dossier.window = {kAlert - 30 * kSecondsPerDay, kAlert + 7 * kSecondsPerDay};
    dossier.logs = Span{dossier.window.first, dossier.window.last};
    dossier.covers_alert = true;
    dossier.days = dossier.days_covered = 38;
  }
};

AccessChange change(AccessEffect effect, Seconds distance) {
  AccessChange made;
  made.effect = effect;
  made.time = kAlert + distance;
  made.action = "PutBucketPolicy";
  made.actor = "arn:aws:iam::111122223333:user/dev";
  made.source = "198.51.100.7";
  made.bucket = "alpha";
  made.told = "everyone may read";
  made.evidence = {"c" + std::to_string(distance), "c.json", 1};
  return made;
}

RequestedKey request(Seconds distance, std::string key, std::string outcome = "success",
                     std::string action = "GetObject") {
  return {kAlert + distance,   std::move(action),       "alpha", key, std::move(outcome),
          secret_kind_of(key), {"k" + key, "k.json", 3}};
}

void open_before(Given& given, AccessEffect effect = AccessEffect::opened) {
  given.dossier.exposed_by = change(effect, -3600);
  given.dossier.exposed_by->on_request = effect;
  given.dossier.bucket_changes.push_back(*given.dossier.exposed_by);
}

void put_first(Given& given, AccessChange made) {
  given.dossier.bucket_changes.insert(given.dossier.bucket_changes.begin(), std::move(made));
}

// A change before the alert that grants access under a condition.
void put_condition(Given& given, std::string condition, std::string second = {}) {
  put_first(given, change(AccessEffect::may_open, -3600));
  PublicGrant grant{"everyone", {"s3:GetObject"}, {}, {std::move(condition)}, true};
  if (!second.empty()) grant.conditions.push_back(std::move(second));
  given.dossier.bucket_changes.front().grants = {grant};
}

// The state at the end of the logs.
void put_state(Given& given, const std::array<openness::Openness, 3>& states,
               std::vector<Undecided> undecided) {
  BucketExposure exposure;
  exposure.until = given.dossier.window.last;
  exposure.undecided = std::move(undecided);
  for (std::size_t question = 0; question < states.size(); ++question) {
    ExposureInterval& interval = exposure.intervals[question].emplace_back();
    interval.openness = states[question];
    interval.verdict.network = interval.verdict.signer =
        openness::truth_of(states[question] == openness::Openness::restricted);
  }
  given.dossier.exposure = std::make_shared<const BucketExposure>(std::move(exposure));
}

SeenSource other(std::string address, Seconds first, Seconds last) {
  return {std::move(address), 2, {kAlert + first, kAlert + last}};
}

// Identities of the alert's account that the source uses, with 3 requests each.
void put_own(Given& given, const std::vector<std::string>& identities) {
  SourceActivity& activity = given.dossier.source_activity;
  for (const std::string& identity : identities) {
    activity.own_identities.push_back(
        {identity, 3, {kAlert - 100, kAlert + 100}, {"s1", "s.json", 5}, {}});
    activity.signed_records += 3;
    activity.signed_by_own_account += 3;
  }
}

std::vector<Finding> found(const std::function<void(Given&)>& with) {
  Given given;
  with(given);
  given.dossier.alert = &given.alert;
  return find_findings(given.dossier);
}

struct Case {
  std::string_view about;
  std::function<void(Given&)> with;
  FindingCode code;  // of the finding that appears
  std::string text;  // its beginning
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"the alert's day is not in the logs", [](Given& g) { g.dossier.covers_alert = false; },
       FindingCode::alert_day_not_in_logs,
       "The logs hold no record of 2024-05-09, the day of the alert: this dossier is incomplete."},
      {"the alert wrote", [](Given& g) { g.alert.action = "PutObject"; },
       FindingCode::objects_written,
       "The source wrote objects anonymously (1 successful request; --before 30d, --after 7d): do "
       "not "
       "trust their contents."},
      {"objects were written", [](Given& g) { g.dossier.followup.objects_written = 2; },
       FindingCode::objects_written,
       "The source wrote objects anonymously (2 successful requests; --before 30d, --after 7d)"},
      {"objects were deleted", [](Given& g) { g.dossier.prior.objects_deleted = 3; },
       FindingCode::objects_deleted,
       "The source deleted objects anonymously (3 successful requests; --before 30d, --after 7d)."},
      {"the alert fetched a secret",
       [](Given& g) {
         g.alert.action = "GetObject";
         g.alert.key = "keys/id_rsa";
       },
       FindingCode::secrets_fetched,
       "The source fetched 1 object whose key looks like a secret (--before 30d, --after 7d): "
       "alpha/keys/id_rsa (private key). Replace any secret it holds."},
      {"secrets were fetched, one of them twice",
       [](Given& g) {
         g.dossier.prior.secret_keys = {request(-9, ".env")};
         g.dossier.followup.secret_keys = {request(9, ".env"), request(10, "a.tfstate")};
       },
       FindingCode::secrets_fetched,
       "The source fetched 2 objects whose keys look like a secret (--before 30d, --after 7d): "
       "alpha/.env (environment), "
       "alpha/a.tfstate (terraform state). Replace any secret they hold."},
      {"a request for a secret was denied",
       [](Given& g) { g.dossier.prior.secret_keys = {request(-9, ".env", "AccessDenied")}; },
       FindingCode::secrets_refused,
       "The source requested 1 object whose key looks like a secret (--before 30d, --after 7d); "
       "its "
       "first request for it was denied or failed: alpha/.env (environment)."},
      {"secrets are left out", [](Given& g) { g.dossier.prior.secret_keys_left_out = 2; },
       FindingCode::secrets_not_listed,
       "The dossier omits 2 more requests for keys that look like secrets."},
      {"the bucket was opened", [](Given& g) { open_before(g); }, FindingCode::bucket_opened,
       "The bucket was opened 1 hour before the alert, at 2024-05-09T11:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may "
       "read."},
      {"the bucket may have been opened", [](Given& g) { open_before(g, AccessEffect::may_open); },
       FindingCode::bucket_may_be_opened,
       "The bucket may have been opened 1 hour before the alert, at 2024-05-09T11:00:00Z, by"},
      {"another source came after the opening",
       [](Given& g) {
         open_before(g);
         g.dossier.other_sources.records = 2;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3000, -2000)};
       },
       FindingCode::first_anonymous_success,
       "The first known successful anonymous request came 10 minutes later, from 203.0.113.5."},
      {"another source came before the opening",
       [](Given& g) {
         open_before(g);
         g.dossier.other_sources.records = 2;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3605, -2000)};
       },
       FindingCode::open_earlier,
       "The bucket was already open: 203.0.113.5 accessed it anonymously at 2024-05-09T10:59:55Z, "
       "5 seconds earlier."},
      {"the logs show no opening", [](Given&) {}, FindingCode::opening_not_in_logs,
       "The logs do not show who opened the bucket to everyone: they hold no such change from "
       "2024-04-09 to the alert. Either it was made earlier, or the logs lack it: a trail may "
       "exclude management events."},
      {"the logs begin late", [](Given& g) { g.dossier.logs->first = kAlert - 2 * kSecondsPerDay; },
       FindingCode::opening_not_in_logs,
       "The logs do not show who opened the bucket to everyone: they hold no such change from "
       "2024-05-07 to the alert"},
      {"a Condition limits to a network of the source",
       [](Given& g) { put_condition(g, "IpAddress aws:SourceIp: 198.51.100.0/24, 192.0.2.0/24"); },
       FindingCode::statement_condition,
       "A statement for everyone is limited by a Condition: IpAddress aws:SourceIp: "
       "198.51.100.0/24, 192.0.2.0/24. It was set 1 hour before the alert, at "
       "2024-05-09T11:00:00Z, by arn:aws:iam::111122223333:user/dev from 198.51.100.7 "
       "(PutBucketPolicy): everyone may read. 192.0.2.1 satisfies it."},
      {"a Condition of the change that opened it",
       [](Given& g) {
         open_before(g, AccessEffect::may_open);
         g.dossier.exposed_by->grants = {
             {"everyone", {"s3:GetObject"}, {}, {"StringLike aws:Referer: *"}, false}};
       },
       FindingCode::statement_condition,
       "The statement that opens the bucket to everyone has a Condition: StringLike aws:Referer: "
       "*. The logs do not show whether the source satisfied it"},
      {"it was closed after the alert",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, 7200));
       },
       FindingCode::closed_after_alert,
       "Access was removed or restricted 2 hours after the alert, at 2024-05-09T14:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "The source sent no anonymous request afterwards (--after 7d)."},
      {"it was closed, and a later request succeeded",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, 7200));
         g.dossier.other_sources.records = 1;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3000, 7201)};
       },
       FindingCode::closed_after_alert,
       "Access was removed or restricted 2 hours after the alert, at 2024-05-09T14:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "Anonymous requests still succeeded afterwards, at 2024-05-09T14:00:01Z."},
      {"it was closed after the time looked at",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, 20 * kSecondsPerDay));
       },
       FindingCode::closed_after_alert,
       "Access was removed or restricted 20 days after the alert, at 2024-05-29T12:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "Requests after 2024-05-16T12:00:00Z were not looked at (--after 7d)."},
      {"it was closed in the alert's second",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, 0));
         put_first(g, change(AccessEffect::opened, 0));
       },
       FindingCode::closed_after_alert,
       "Access was removed or restricted in the same second as the alert, at 2024-05-09T12:00:00Z, "
       "by arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may "
       "read. The request came before it took effect."},
      {"it was closed shortly before the alert",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, -openness::Slack::kBucket));
       },
       FindingCode::closed_before_alert,
       "Access was removed or restricted 15 minutes before the alert, at 2024-05-09T11:45:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "The request still succeeded: S3 needs some time to apply such a change, or something else "
       "allowed the request."},
      {"changes opened something, and none explains the alert",
       [](Given& g) { put_first(g, change(AccessEffect::may_open, -60)); },
       FindingCode::opening_not_in_logs,
       "The logs do not show who opened the bucket to everyone: of the changes before the alert, "
       "those that opened something were replaced or blocked, or do not allow this request."},
      {"changes are left out, and none explains the alert",
       [](Given& g) { g.dossier.bucket_changes_left_out = 9; }, FindingCode::opening_not_in_logs,
       "The logs do not show who opened the bucket to everyone: no change that allows this request "
       "was in force."},
      {"the bucket was opened before the time looked at",
       [](Given& g) {
         g.dossier.exposed_by = change(AccessEffect::opened, -90 * kSecondsPerDay);
         g.dossier.other_sources.records = 2;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3000, -2000)};
       },
       FindingCode::first_anonymous_success,
       "The first known successful anonymous request came 89 days 23 hours later, from "
       "203.0.113.5; requests before 2024-04-09T12:00:00Z were not looked at (--before 30d)."},
      {"it was opened after the alert",
       [](Given& g) { put_first(g, change(AccessEffect::opened, 7200)); },
       FindingCode::opened_after_alert,
       "The bucket was opened 2 hours after the alert, at 2024-05-09T14:00:00Z"},
      {"the bucket is open at the end",
       [](Given& g) {
         using enum openness::Openness;
         put_state(g, {open, may_be_open, unknown}, {{"the bucket's policy", "r", "c"}});
       },
       FindingCode::state_at_end,
       "At the end of the logs, 2024-05-16T12:00:00Z, anonymous callers can list; they may be able "
       "to read; it is not known whether they can write. What would decide it: the bucket's policy "
       "(`decided_by`)."},
      {"the bucket is closed at the end",
       [](Given& g) {
         using enum openness::Openness;
         put_state(g, {closed, closed, closed}, {});
       },
       FindingCode::state_at_end,
       "At the end of the logs, 2024-05-16T12:00:00Z, the bucket is closed to anonymous callers."},
      {"the bucket is open to some networks at the end",
       [](Given& g) {
         using enum openness::Openness;
         put_state(g, {closed, restricted, closed}, {});
       },
       FindingCode::state_at_end,
       "At the end of the logs, 2024-05-16T12:00:00Z, anonymous callers can read only from the "
       "networks it names; they cannot list or write."},
      {"objects were fetched",
       [](Given& g) {
         g.alert.action = "GetObject";
         g.alert.bytes_out = 1000;
         g.dossier.followup.objects_read = 4;
         g.dossier.followup.keys = {2, false};
         g.dossier.followup.bytes_out = 2'000'500;
         g.dossier.followup.without_bytes = 1;
       },
       FindingCode::objects_fetched,
       "The source fetched objects anonymously (--before 30d, --after 7d): 5 successful requests "
       "for "
       "at most 3 different keys, 0 before the alert and 4 after it. It received at least 2.0 MB "
       "(2001500 bytes): 1 "
       "record does not show the size."},
      {"the size is unknown", [](Given& g) { g.alert.action = "GetObject"; },
       FindingCode::objects_fetched,
       "The source fetched objects anonymously (--before 30d, --after 7d): 1 successful request. "
       "The "
       "records do not show how "
       "much it received."},
      {"it was listed, then fetched",
       [](Given& g) {
         Enumeration of;
         of.bucket = "alpha";
         of.listings = 1;
         of.fetches = 5000;
         of.interval = 30;
         of.listed = {kAlert, kAlert};
         of.fetched = {kAlert + 30, kAlert + 3000};
         g.dossier.enumerations = {of};
       },
       FindingCode::bucket_enumerated,
       "The source listed alpha (1 listing; --before 30d, --after 7d) and fetched from it 5000 "
       "times, from 30 seconds to 50 "
       "minutes after the first listing."},
      {"more buckets were listed", [](Given& g) { g.dossier.enumerations_left_out = 2; },
       FindingCode::more_buckets_enumerated,
       "The source listed and fetched from 2 more buckets (--before 30d, --after 7d)."},
      {"requests name several buckets before it",
       [](Given& g) {
         g.dossier.prior.buckets = {4, true};
       },
       FindingCode::several_buckets_requested,
       "The source's anonymous requests name about 4 buckets before the alert (--before 30d, "
       "--after "
       "7d)."},
      {"requests name several buckets after it",
       [](Given& g) {
         g.dossier.followup.buckets = {2, false};
       },
       FindingCode::several_buckets_requested,
       "The source's anonymous requests name 2 buckets after the alert (--before 30d, --after "
       "7d)."},
      {"requests name several buckets before and after it",
       [](Given& g) {
         g.dossier.prior.buckets = {4, false};
         g.dossier.followup.buckets = {1, false};
       },
       FindingCode::several_buckets_requested,
       "The source's anonymous requests name 4 buckets before the alert and 1 bucket after it "
       "(--before 30d, --after 7d)."},
      {"the source signs as another account",
       [](Given& g) {
         g.dossier.source_activity.signed_records = 2;
         g.dossier.source_activity.signed_identities = {{{"arn:x", 2}}, 0};
       },
       FindingCode::signed_by_others,
       "The source also signed 2 requests as identities outside of the alert's account (--before "
       "30d, --after 7d): arn:x 2."},
      {"the source uses an identity of the alert's account",
       [](Given& g) { put_own(g, {"arn:aws:iam::111122223333:user/app"}); },
       FindingCode::signed_by_own_account,
       "The source uses an identity of the alert's account: treat its credentials as stolen until "
       "you know that the source is yours. It is arn:aws:iam::111122223333:user/app, with 3 "
       "requests (--before 30d, --after 7d), 2024-05-09T11:58:20Z to 2024-05-09T12:01:40Z. Where "
       "else it was used is not known."},
      {"the identity is used from nowhere else",
       [](Given& g) {
         put_own(g, {"arn:x"});
         g.dossier.source_activity.own_identities[0].elsewhere.emplace();
       },
       FindingCode::signed_by_own_account,
       "The source uses an identity of the alert's account: treat its credentials as stolen until "
       "you know that the source is yours. It is arn:x, with 3 requests (--before 30d, --after "
       "7d), 2024-05-09T11:58:20Z to 2024-05-09T12:01:40Z. The logs show no use of it "
       "from another address."},
      {"the identity is used from one other address",
       [](Given& g) {
         put_own(g, {"arn:x"});
         g.dossier.source_activity.own_identities[0].elsewhere = {
             {1, false}, 2, {other("203.0.113.5", -60, 60)}};
       },
       FindingCode::signed_by_own_account,
       "The source uses an identity of the alert's account: treat its credentials as stolen until "
       "you know that the source is yours. It is arn:x, with 3 requests (--before 30d, --after "
       "7d), 2024-05-09T11:58:20Z to 2024-05-09T12:01:40Z. In the logs it was also "
       "used from 203.0.113.5 (2 requests, 2024-05-09T11:59:00Z to 2024-05-09T12:01:00Z)."},
      {"the identity is used from many other addresses",
       [](Given& g) {
         put_own(g, {"arn:x"});
         g.dossier.source_activity.own_identities[0].elsewhere = {
             {256, true},
             900,
             {other("a", 1, 1), other("b", 2, 2), other("c", 3, 3), other("d", 4, 4)}};
       },
       FindingCode::signed_by_own_account,
       "The source uses an identity of the alert's account: treat its credentials as stolen until "
       "you know that the source is yours. It is arn:x, with 3 requests (--before 30d, --after "
       "7d), 2024-05-09T11:58:20Z to 2024-05-09T12:01:40Z. In the logs it was also "
       "used from at least 256 other addresses, with 900 requests: a (2 requests, "
       "2024-05-09T12:00:01Z), b (2 requests, 2024-05-09T12:00:02Z), c (2 requests, "
       "2024-05-09T12:00:03Z) and others."},
      {"a private source uses an identity of the account",
       [](Given& g) {
         put_own(g, {"arn:x"});
         g.alert.source = "10.0.5.7";
       },
       FindingCode::signed_by_own_account,
       "The source uses an identity of the alert's account. It is arn:x, with 3 requests"},
      {"the source uses more identities of the account",
       [](Given& g) {
         put_own(g, {"arn:a", "arn:b", "arn:c", "arn:d"});
       },
       FindingCode::more_signed_by_own_account,
       "The source also signed 3 requests as other identities of the alert's account (--before "
       "30d, --after 7d)."},
      {"the source signs as both",
       [](Given& g) {
         put_own(g, {"arn:aws:sts::111122223333:assumed-role/app"});
         SourceActivity& activity = g.dossier.source_activity;
         activity.signed_records += 4;
         activity.signed_identities = {
             {{"arn:aws:sts::111122223333:assumed-role/app/i-1", 3}, {"arn:y", 3}}, 1};
       },
       FindingCode::signed_by_others,
       "The source also signed 4 requests as identities outside of the alert's account (--before "
       "30d, --after 7d): arn:y 3, others 1."},
      {"the source is private", [](Given& g) { g.alert.source = "10.0.5.7"; },
       FindingCode::private_source, "The source, 10.0.5.7, is a private address"},
      {"the source is private in IPv6", [](Given& g) { g.alert.source = "fd00::1"; },
       FindingCode::private_source, "The source, fd00::1, is a private address"},
      {"many reach it",
       [](Given& g) {
         g.dossier.other_sources.reached_by_many = true;
         g.dossier.other_sources.records = 50;
         g.dossier.other_sources.why = {"12 other sources", "they only read"};
       },
       FindingCode::reached_by_many,
       "Many reach the bucket (--before 30d, --after 7d): 12 other sources; they only read."},
      {"others came",
       [](Given& g) {
         g.dossier.other_sources.records = 9;
         g.dossier.other_sources.writes = 1;
         g.dossier.other_sources.sources = {2, false};
         g.dossier.other_sources.top = {other("203.0.113.5", 1, 2)};
       },
       FindingCode::other_sources,
       "2 other sources accessed the bucket anonymously with 9 successful requests, most active: "
       "203.0.113.5; 1 request is not a read (--before 30d, --after 7d)."},
      {"nobody else came", [](Given&) {}, FindingCode::no_other_source,
       "No other source made a successful anonymous request to the bucket (--before 30d, --after "
       "7d)."},
      {"it was denied before",
       [](Given& g) {
         g.dossier.prior.records = 12;
         g.dossier.prior.span = Span{kAlert - 600, kAlert - 1};
         g.dossier.prior.outcomes = {{{"AccessDenied", 12}}, 0};
       },
       FindingCode::all_refused_before_alert,
       "Before the alert (--before 30d), no anonymous request from the source succeeded: 12 were "
       "denied or failed "
       "(AccessDenied 12), the first 10 minutes before the alert."},
      {"some were denied before",
       [](Given& g) {
         g.dossier.prior.records = 12;
         g.dossier.prior.succeeded = 9;
         g.dossier.prior.outcomes = {{{"success", 9}, {"AccessDenied", 3}}, 0};
       },
       FindingCode::some_refused_before_alert,
       "Before the alert (--before 30d), 3 of 12 anonymous requests from the source were denied or "
       "failed "
       "(AccessDenied 3)."},
      {"all were denied after",
       [](Given& g) {
         g.dossier.followup.records = 2;
         g.dossier.followup.outcomes = {{{"AccessDenied", 2}}, 0};
       },
       FindingCode::all_refused_after_alert,
       "After the alert (--after 7d), no anonymous request from the source succeeded: 2 were "
       "denied or failed "
       "(AccessDenied 2)."},
      {"days are missing", [](Given& g) { g.dossier.days_covered = 12; },
       FindingCode::days_not_in_logs,
       "The logs hold records of 12 of the 38 days looked at (--before 30d, --after 7d); they run "
       "from 2024-04-09 to 2024-05-16: what happened on the other days is unknown."},
      {"changes are not kept",
       [](Given& g) {
         investigate::BucketExposure exposure;
         for (auto& intervals : exposure.intervals) intervals.emplace_back();
         exposure.changes_dropped = 3;
         g.dossier.exposure = std::make_shared<const investigate::BucketExposure>(exposure);
         g.dossier.bucket_changes_left_out = 4;
       },
       FindingCode::access_changes_not_listed,
       "The dossier omits 4 access changes: there are too many. What 3 of them set is not kept"},
      {"changes are left out", [](Given& g) { g.dossier.bucket_changes_left_out = 4; },
       FindingCode::access_changes_not_listed, "The dossier omits 4 access changes"},
      {"numbers are estimates",
       [](Given& g) {
         g.dossier.followup.keys = {4096, true};
       },
       FindingCode::counts_estimated,
       "There are too many distinct buckets, keys or sources to remember"},
      {"sources are of a sample", [](Given& g) { g.dossier.other_sources.top_of_sample = true; },
       FindingCode::sources_sampled, "The listed other sources are a sample"},
      {"the bucket's ACL was opened, which does not allow a fetch",
       [](Given& g) {
         g.alert.action = "GetObject";
         put_first(g, change(AccessEffect::opened, -60));
         g.dossier.bucket_changes.front().subject = AccessSubject::bucket_acl;
       },
       FindingCode::acl_not_the_cause,
       "The bucket's ACL was opened 1 minute before the alert, at 2024-05-09T11:59:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "A bucket ACL alone lets nobody fetch objects: it did not allow this request."},
      {"the bucket's policy was opened for something else",
       [](Given& g) {
         g.alert.action = "GetObject";
         put_first(g, change(AccessEffect::opened, -60));
         g.dossier.bucket_changes.front().grants = {{"everyone", {"s3:ListBucket"}, {}, {}, false}};
       },
       FindingCode::policy_not_the_cause,
       "The bucket's policy was opened 1 minute before the alert"},
      {"another object was opened by its ACL",
       [](Given& g) {
         g.dossier.opened_objects = {change(AccessEffect::opened, -60)};
         g.dossier.opened_objects.front().key = "other.html";
       },
       FindingCode::objects_opened_by_acl,
       "1 request opened objects of the bucket through object ACLs. The nearest opened other.html "
       "1 minute before the alert, at 2024-05-09T11:59:00Z"},
  };
  return all;
}

std::size_t count(const std::vector<Finding>& findings, const std::string& text) {
  std::size_t times = 0;
  for (const Finding& finding : findings) times += finding.text.rfind(text, 0) == 0 ? 1 : 0;
  return times;
}

}  // namespace

TEST_CASE("each finding appears once when it should") {
  for (const Case& one : cases()) {
    INFO(one.about);
    const auto findings = found(one.with);
    std::string all;
    for (const Finding& finding : findings) all += finding.text + "\n";
    INFO(all);
    CHECK(count(findings, one.text) == 1);
    for (const Finding& finding : findings) {
      if (finding.text.rfind(one.text, 0) == 0) CHECK(name_of(finding.code) == name_of(one.code));
    }
  }
}

TEST_CASE("every code of a finding has a name of its own and a meaning") {
  std::set<std::string_view> names;
  std::set<std::string_view> meanings;
  for (const DocumentedCode& documented : kFindingCodes) {
    INFO(documented.name);
    CHECK(names.insert(documented.name).second);
    CHECK(meanings.insert(documented.meaning).second);
    CHECK_FALSE(documented.meaning.empty());
    CHECK(documented.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") ==
          std::string_view::npos);
    CHECK(name_of(documented.code) == documented.name);
  }
}

TEST_CASE("every code of a finding is that of a case above") {
  for (const DocumentedCode& documented : kFindingCodes) {
    INFO(documented.name);
    CHECK(std::any_of(cases().begin(), cases().end(),
                      [&](const Case& one) { return one.code == documented.code; }));
  }
}

TEST_CASE("an empty dossier has the two findings about what the logs do not show") {
  const auto findings = found([](Given&) {});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].text.rfind("The logs do not show who opened", 0) == 0);
  CHECK(findings[1].text.rfind("No other source", 0) == 0);
}

TEST_CASE("an alert without a bucket has no finding about a bucket") {
  CHECK(found([](Given& g) { g.alert.bucket.clear(); }).empty());
}

TEST_CASE("a Condition on networks is compared with the source, other Conditions are not") {
  const auto told = [](std::string condition, std::string second = {}) {
    std::string text;
    for (const Finding& finding : found([&](Given& g) { put_condition(g, condition, second); })) {
      text += finding.text + "\n";
    }
    const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
    // The question who opened the bucket is open unless this statement allowed the source.
    CHECK(has("who opened the bucket to everyone") != has("satisfies it"));
    return has("192.0.2.1 satisfies it")            ? "met"
           : has("192.0.2.1 does not satisfy it")   ? "not met"
           : has("whether the source satisfied it") ? "not known"
                                                    : "nothing";
  };
  const std::string in = "IpAddress aws:SourceIp: 192.0.2.0/24";
  const std::string out = "IpAddress aws:SourceIp: 198.51.100.0/24";
  const std::string other = "StringEquals aws:SourceVpce: vpce-1";
  CHECK(told(in) == std::string("met"));
  CHECK(told("ipAddress AWS:sourceip: 192.0.2.1") == std::string("met"));
  CHECK(told("IpAddress aws:SourceIp: nonsense, 192.0.2.0/24") == std::string("met"));
  CHECK(told("IpAddress aws:SourceIp: nonsense, 198.51.100.0/24") == std::string("not known"));
  CHECK(told(out) == std::string("not met"));
  CHECK(told(other) == std::string("not known"));
  CHECK(told(in, other) == std::string("not known"));
  CHECK(told(out, other) == std::string("not met"));
  CHECK(told("NotIpAddress aws:SourceIp: 192.0.2.0/24") == std::string("not known"));
}

TEST_CASE("a key whose request fails first and succeeds later is reported once, as fetched") {
  const auto findings = found([](Given& g) {
    g.dossier.prior.secret_keys = {request(-9, ".env", "AccessDenied")};
    g.dossier.followup.secret_keys = {request(9, ".env")};
  });
  CHECK(count(findings, "The source fetched 1 object whose key looks like a secret") == 1);
  CHECK(count(findings, "The source requested") == 0);
}

TEST_CASE("a failed change and a change of another object close nothing") {
  const auto closes = [](AccessChange made) {
    return count(found([&](Given& g) {
                   open_before(g);
                   put_first(g, made);
                 }),
                 "Access was removed") > 0;
  };
  AccessChange made = change(AccessEffect::closed, 60);
  CHECK(closes(made));
  made.error_code = "AccessDenied";
  CHECK_FALSE(closes(made));
  made.error_code.clear();
  made.subject = AccessSubject::object_acl;
  made.key = "other.html";
  CHECK_FALSE(closes(made));
  made.key = "index.html";
  CHECK(closes(made));
}

TEST_CASE("an opening that does not allow the alert's request is reported as such") {
  const auto opened = [](AccessSubject subject, AccessEffect on_request) {
    return found([&](Given& g) {
      g.alert.action = "GetObject";
      put_first(g, change(AccessEffect::opened, -60));
      AccessChange& made = g.dossier.bucket_changes.front();
      made.subject = subject;
      made.on_request = on_request;
    });
  };
  const auto acl = opened(AccessSubject::bucket_acl, AccessEffect::none);
  CHECK(count(acl, "The bucket's ACL was opened 1 minute before the alert") == 1);
  CHECK(count(acl, "The logs do not show who allowed everyone GetObject: ") == 1);
  const auto open_acl = opened(AccessSubject::bucket_acl, AccessEffect::opened);
  CHECK(count(open_acl, "The bucket's ACL") == 0);

  const auto policy = opened(AccessSubject::bucket_policy, AccessEffect::none);
  CHECK(count(policy, "The bucket's policy was opened 1 minute before the alert") == 1);
  CHECK(count(policy, "The logs do not show who allowed everyone GetObject: ") == 1);
  const auto giving = opened(AccessSubject::bucket_policy, AccessEffect::opened);
  CHECK(count(giving, "The bucket's policy was opened") == 0);
}

TEST_CASE("findings name the records that show them") {
  const auto findings = found([](Given& g) {
    open_before(g);
    g.alert.action = "GetObject";
  });
  REQUIRE(findings.size() >= 2);
  REQUIRE(findings[0].evidence.size() == 1);
  CHECK(findings[0].evidence[0] == Evidence{"c-3600", "c.json", 1});
  bool has_alert = false;
  for (const Finding& finding : findings) {
    for (const Evidence& evidence : finding.evidence) {
      has_alert = has_alert || evidence == Evidence{"e0", "a.json", 7};
    }
  }
  CHECK(has_alert);
}

TEST_CASE("a closing long before the alert is not reported as its end") {
  const auto findings = found([](Given& g) {
    open_before(g);
    put_first(g, change(AccessEffect::closed, -openness::Slack::kBucket - 1));
  });
  CHECK(count(findings, "Access was removed") == 0);
}

TEST_CASE("an identity of the own account comes first, the most used one before others") {
  const auto findings = found([](Given& g) {
    open_before(g);
    g.dossier.followup.objects_deleted = 1;
    g.dossier.covers_alert = false;
    put_own(g, {"arn:a", "arn:b"});
    g.dossier.source_activity.own_identities[1].records = 9;
    g.dossier.source_activity.signed_records += 6;
    g.dossier.source_activity.signed_by_own_account += 6;
  });
  REQUIRE(findings.size() >= 2);
  const std::string begin = "The source uses an identity of the alert's account: ";
  CHECK(findings[0].text.starts_with(begin));
  CHECK(findings[0].text.find("It is arn:b, with 9 requests") != std::string::npos);
  CHECK(findings[1].text.find("It is arn:a, with 3 requests") != std::string::npos);
  CHECK(findings[0].evidence == std::vector{Evidence{"s1", "s.json", 5}});
}

TEST_CASE("harm comes before exposure, limits of the logs come last") {
  const auto findings = found([](Given& g) {
    open_before(g);
    g.dossier.days_covered = 1;
    g.dossier.followup.objects_deleted = 1;
  });
  REQUIRE(findings.size() >= 3);
  CHECK(findings.front().text.rfind("The source deleted", 0) == 0);
  CHECK(findings[1].text.rfind("The bucket was opened", 0) == 0);
  CHECK(findings.back().text.rfind("The logs hold records of", 0) == 0);
}

TEST_CASE("long names are cut between characters") {
  CHECK(name_in_words("short") == "short");
  CHECK(name_in_words(std::string(100, 'a')) == std::string(100, 'a'));
  CHECK(name_in_words(std::string(101, 'a')) == std::string(100, 'a') + "...");
  CHECK(name_in_words(std::string(99, 'a') + "\xC3\xA4" + "b") == std::string(99, 'a') + "...");
  CHECK(name_in_words(std::string(200, '\x80')) == "...");
}

TEST_CASE("durations are shown in two units") {
  CHECK(length_in_words(0) == "0 seconds");
  CHECK(length_in_words(1) == "1 second");
  CHECK(length_in_words(59) == "59 seconds");
  CHECK(length_in_words(60) == "1 minute");
  CHECK(length_in_words(-3725) == "1 hour 2 minutes");
  CHECK(length_in_words(3605) == "1 hour");
  CHECK(length_in_words(86'399) == "23 hours 59 minutes");
  CHECK(length_in_words(30 * kSecondsPerDay + 3600) == "30 days 1 hour");
}
