#include "investigate/investigation.h"

#include <vector>

#include "catch.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

constexpr Seconds kBefore = 1000;
constexpr Seconds kAfter = 100;

struct Case {
  std::vector<AlertToInvestigate> alerts;
  Investigation investigation;

  explicit Case(std::vector<AlertToInvestigate> given = {given_alert(5000)})
      : alerts(std::move(given)), investigation(alerts, kBefore, kAfter) {}

  void add(const GivenActivity& given) { investigation.add(given.activity()); }
  Dossier dossier(std::size_t alert = 0) {
    Dossier dossier;
    investigation.fill(dossier, alert);
    return dossier;
  }
};

}  // namespace

TEST_CASE("an alert without records has a dossier that says so") {
  Case given;
  const Dossier dossier = given.dossier();
  CHECK(dossier.alert == given.alerts.data());
  CHECK(dossier.window.first == EventTime{4000, 0});
  CHECK(dossier.window.last == EventTime{5100, 0});
  CHECK(dossier.source_activity.records == 0);
  CHECK_FALSE(dossier.source_activity.span);
  CHECK_FALSE(dossier.prior.peak_a_minute);
  CHECK(dossier.timeline.empty());
  CHECK(dossier.timeline_step == 60);
  CHECK(dossier.other_sources.why.empty());
}

TEST_CASE("sources and buckets of alerts are known, empty ones are not") {
  Case given({given_alert(1, "192.0.2.1", ""), given_alert(1, "", "alpha")});
  CHECK(given.investigation.knows_source("192.0.2.1"));
  CHECK_FALSE(given.investigation.knows_source("192.0.2.10"));
  CHECK_FALSE(given.investigation.knows_source(""));
  CHECK(given.investigation.knows_bucket("alpha"));
  CHECK_FALSE(given.investigation.knows_bucket("alph"));
  CHECK_FALSE(given.investigation.knows_bucket(""));
}

TEST_CASE("a sum of bytes that is too large stays at the largest number") {
  Case given;
  GivenActivity activity(4900);
  activity.bytes_out = INT64_MAX;
  for (int i = 0; i < 3; ++i) given.add(activity);
  Investigation other = given.investigation.make_empty();
  other.add(activity.activity());
  given.investigation.merge(std::move(other));
  CHECK(given.dossier().prior.bytes_out == UINT64_MAX);
}

TEST_CASE("the window includes both of its ends, to the nanosecond") {
  Case given;
  GivenActivity activity(4000);
  given.add(activity);
  activity.time = {3999, 999'999'999};
  given.add(activity);
  activity.time = {5100, 0};
  given.add(activity);
  activity.time = {5100, 1};
  given.add(activity);
  CHECK(given.dossier().source_activity.records == 2);
}

TEST_CASE("a record at the alert's time follows the alert, but its own record is on neither side") {
  Case given;
  GivenActivity activity(4999);
  given.add(activity);
  activity.time = {5000, 0};
  given.add(activity);
  activity.fields.event_id = string_field("alert");
  given.add(activity);
  const Dossier dossier = given.dossier();
  CHECK(dossier.source_activity.records == 3);
  CHECK(dossier.prior.records == 1);
  CHECK(dossier.followup.records == 1);
}

TEST_CASE("without an event ID the alert's own record is recognised by its action") {
  AlertToInvestigate alert = given_alert(5000);
  alert.event_id.clear();
  Case given({alert});
  GivenActivity activity(5000);
  activity.fields.event_id = {};
  given.add(activity);
  activity.fields.key = string_field("other.html");
  given.add(activity);
  CHECK(given.dossier().followup.records == 1);
}

TEST_CASE("signed use of the address is counted apart, a service's own activity is neither") {
  Case given;
  GivenActivity user(4500);
  user.fields.identity_account = string_field("111122223333");
  user.fields.identity_type = string_field("IAMUser");
  user.fields.event_id = string_field("signed");
  user.arn = "arn:aws:iam::111122223333:user/alice";
  given.add(user);
  user.fields.identity_account = string_field("444455556666");
  user.time = {4600, 0};
  given.add(user);
  user.fields.identity_type = string_field("AWSService");
  user.arn = "";
  given.add(user);
  given.add(GivenActivity(4500));
  const SourceActivity activity = given.dossier().source_activity;
  CHECK(activity.records == 4);
  CHECK(activity.signed_records == 2);
  CHECK(activity.signed_by_own_account == 1);
  REQUIRE(activity.signed_span);
  CHECK(activity.signed_span->last == EventTime{4600, 0});
  REQUIRE(activity.signed_identities.counted.size() == 1);
  CHECK(activity.signed_identities.counted[0].name == "arn:aws:iam::111122223333:user/alice");
  REQUIRE(activity.first_signed);
  CHECK(activity.first_signed->event_id == "signed");
  CHECK(activity.identities.counted.size() == 3);
}

TEST_CASE("an anonymous record stays anonymous if its source is the name of a service") {
  Case given({given_alert(5000, "AWS Internal")});
  given.add(GivenActivity(4500, "AWS Internal"));
  GivenActivity other(4500, "AWS Internal");
  other.fields.identity_account = string_field("111122223333");
  given.add(other);
  const Dossier dossier = given.dossier();
  CHECK(dossier.prior.records == 1);
  CHECK(dossier.source_activity.signed_records == 0);
}

TEST_CASE("bytes count only for requests that succeeded") {
  Case given;
  GivenActivity activity(4500);
  given.add(activity);
  activity.bytes_out = 100;
  given.add(activity);
  activity.fields.error_code = string_field("AccessDenied");
  given.add(activity);
  const AnonymousRequests prior = given.dossier().prior;
  CHECK(prior.records == 3);
  CHECK(prior.succeeded == 2);
  CHECK(prior.bytes_out == 100);
  CHECK(prior.without_bytes == 1);
  CHECK(prior.objects_read == 2);
}

TEST_CASE(
    "a request that was delivered twice is counted twice and listed once, at its first place") {
  Case given;
  GivenActivity activity(4500);
  activity.path = "b.json";
  given.add(activity);
  activity.path = "a.json";
  activity.offset = 7;
  given.add(activity);
  const AnonymousRequests prior = given.dossier().prior;
  CHECK(prior.records == 2);
  REQUIRE(prior.first_keys.size() == 1);
  CHECK(prior.first_keys[0].evidence.path == "a.json");
  CHECK(prior.first_keys[0].evidence.offset == 7);
}

TEST_CASE("the first 20 keys are listed, the earliest first") {
  Case given;
  for (Seconds second = 25; second > 0; --second) given.add(GivenActivity(4500 + second));
  const AnonymousRequests prior = given.dossier().prior;
  REQUIRE(prior.first_keys.size() == 20);
  CHECK(prior.first_keys.front().time == EventTime{4501, 0});
  CHECK(prior.first_keys.back().time == EventTime{4520, 0});
}

TEST_CASE("the first request is listed for a key that looks like a secret") {
  Case given;
  for (const Seconds second : {3, 1, 2}) {
    given.add(GivenActivity(4500 + second, "192.0.2.1", "alpha", "id_rsa"));
  }
  given.add(GivenActivity(4500, "192.0.2.1", "beta", "id_rsa"));
  const AnonymousRequests prior = given.dossier().prior;
  REQUIRE(prior.secret_keys.size() == 2);
  CHECK(prior.secret_keys[0].bucket == "beta");
  CHECK(prior.secret_keys[1].time == EventTime{4501, 0});
  CHECK(prior.secret_keys[1].secret == KeyKind::private_key);
  CHECK(prior.secret_keys_left_out == 0);
}

TEST_CASE("listing and then fetching is an enumeration, with the time between") {
  Case given;
  GivenActivity listing(4500, "192.0.2.1", "alpha", "");
  listing.fields.event_name = string_field("ListObjects");
  listing.fields.event_id = string_field("listing");
  given.add(listing);
  given.add(GivenActivity(4530));
  given.add(GivenActivity(4400, "192.0.2.1", "beta"));
  listing.fields.bucket = string_field("beta");
  given.add(listing);
  const Dossier dossier = given.dossier();
  REQUIRE(dossier.enumerations.size() == 1);
  CHECK(dossier.enumerations[0].bucket == "alpha");
  CHECK(dossier.enumerations[0].interval == 30);
  CHECK(dossier.enumerations[0].first_listing.event_id == "listing");
  CHECK(dossier.enumerations_left_out == 0);
}

TEST_CASE("other sources of the bucket exclude the alert's own") {
  Case given({given_alert(5000), given_alert(5050, "192.0.2.2")});
  given.add(GivenActivity(4045, "192.0.2.1"));  // before the second alert's window
  given.add(GivenActivity(4500, "192.0.2.2"));
  given.add(GivenActivity(4600, "192.0.2.2"));
  given.add(GivenActivity(5150, "192.0.2.3"));  // after the first alert's
  GivenActivity denied(4500, "192.0.2.9");
  denied.fields.error_code = string_field("AccessDenied");
  given.add(denied);
  const OtherSources of_first = given.dossier(0).other_sources;
  CHECK(of_first.records == 2);
  CHECK(of_first.denied == 1);
  REQUIRE(of_first.top.size() == 1);
  CHECK(of_first.top[0].address == "192.0.2.2");
  CHECK(of_first.top[0].span.first == EventTime{4500, 0});
  CHECK(of_first.top[0].span.last == EventTime{4600, 0});
  const OtherSources of_second = given.dossier(1).other_sources;
  CHECK(of_second.records == 1);
  REQUIRE(of_second.top.size() == 1);
  CHECK(of_second.top[0].address == "192.0.2.3");
}

TEST_CASE("a website host counts in whichever field the record names it") {
  Case given;
  GivenActivity activity(4500, "192.0.2.9");
  given.add(activity);
  activity.host = "alpha.s3-website-us-east-1.amazonaws.com";
  given.add(activity);
  activity.host = "";
  activity.fields.host = string_field("alpha.s3-website.eu-central-1.amazonaws.com");
  given.add(activity);
  CHECK(given.dossier().other_sources.by_website_host == 2);
}
