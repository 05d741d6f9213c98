#include "investigate/dossier/findings.h"

#include <functional>
#include <set>

#include "catch.h"
#include "investigate/dossier/wording.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

const EventTime kAlert = *parse_date("2024-05-09") + 12 * 3600;

// A dossier of which nothing is to be said but that nobody else came, and that nobody is seen to
// have opened the bucket.
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
  given.dossier.bucket_changes.push_back(*given.dossier.exposed_by);
}

void put_first(Given& given, AccessChange made) {
  given.dossier.bucket_changes.insert(given.dossier.bucket_changes.begin(), std::move(made));
}

// A change before the alert that gives something under conditions only.
void put_condition(Given& given, std::string condition, std::string second = {}) {
  put_first(given, change(AccessEffect::may_open, -3600));
  PublicGrant grant{"everyone", {"s3:GetObject"}, {}, {std::move(condition)}, true};
  if (!second.empty()) grant.conditions.push_back(std::move(second));
  given.dossier.bucket_changes.front().grants = {grant};
}

OtherSources::Source other(std::string address, Seconds first, Seconds last) {
  return {std::move(address), 2, {kAlert + first, kAlert + last}};
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
  std::string text;  // the beginning of the finding that appears
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"the alert's day is not in the logs", [](Given& g) { g.dossier.covers_alert = false; },
       "The logs hold no record of 2024-05-09, the day of the alert: what follows is not the "
       "whole."},
      {"the alert wrote", [](Given& g) { g.alert.action = "PutObject"; },
       "The source wrote objects anonymously, by 1 request that succeeded: what they hold "
       "now "
       "is a stranger's."},
      {"objects were written", [](Given& g) { g.dossier.followup.objects_written = 2; },
       "The source wrote objects anonymously, by 2 requests that succeeded"},
      {"objects were deleted", [](Given& g) { g.dossier.prior.objects_deleted = 3; },
       "The source deleted objects anonymously, by 3 requests that succeeded."},
      {"the alert fetched a secret",
       [](Given& g) {
         g.alert.action = "GetObject";
         g.alert.key = "keys/id_rsa";
       },
       "The source fetched 1 object whose key looks like a secret: alpha/keys/id_rsa (private "
       "key). What "
       "such an object holds has to be replaced."},
      {"secrets were fetched, one of them twice",
       [](Given& g) {
         g.dossier.prior.secret_keys = {request(-9, ".env")};
         g.dossier.followup.secret_keys = {request(9, ".env"), request(10, "a.tfstate")};
       },
       "The source fetched 2 objects whose keys look like a secret: alpha/.env (environment), "
       "alpha/a.tfstate "
       "(terraform state)."},
      {"a secret was asked for in vain",
       [](Given& g) { g.dossier.prior.secret_keys = {request(-9, ".env", "AccessDenied")}; },
       "The source asked for 1 object whose key looks like a secret, and its first request for it "
       "was denied or failed: alpha/.env (environment)."},
      {"secrets are left out", [](Given& g) { g.dossier.prior.secret_keys_left_out = 2; },
       "2 more requests for keys that look like secrets are not listed here."},
      {"changes of access points are missing",
       [](Given& g) { g.dossier.access_points_whole = false; },
       "There are too many changes of access points in the account to keep"},
      {"the bucket was opened", [](Given& g) { open_before(g); },
       "The bucket was opened 1 hour before the alert, at 2024-05-09T11:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may "
       "read."},
      {"the bucket may have been opened", [](Given& g) { open_before(g, AccessEffect::may_open); },
       "The bucket may have been opened 1 hour before the alert, at 2024-05-09T11:00:00Z, by"},
      {"a stranger came between",
       [](Given& g) {
         open_before(g);
         g.dossier.other_sources.records = 2;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3000, -2000)};
       },
       "The first known anonymous request that succeeded came 10 minutes after it, from "
       "203.0.113.5."},
      {"a stranger came before",
       [](Given& g) {
         open_before(g);
         g.dossier.other_sources.records = 2;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3605, -2000)};
       },
       "It was open before that: 203.0.113.5 reached it anonymously at "
       "2024-05-09T10:59:55Z, 5 "
       "seconds earlier."},
      {"nobody is seen to have opened it", [](Given&) {},
       "The logs do not show who opened the bucket to everyone: from 2024-04-09 to the alert they "
       "hold no "
       "change that does. It was opened earlier, or they lack it: a trail may leave out management "
       "events."},
      {"the logs begin late", [](Given& g) { g.dossier.logs->first = kAlert - 2 * kSecondsPerDay; },
       "The logs do not show who opened the bucket to everyone: from 2024-05-07 to the alert"},
      {"a Condition limits to a network of which the source is",
       [](Given& g) { put_condition(g, "IpAddress aws:SourceIp: 198.51.100.0/24, 192.0.2.0/24"); },
       "A statement for everyone is limited by a Condition: IpAddress aws:SourceIp: "
       "198.51.100.0/24, 192.0.2.0/24. It was put 1 hour before the alert, at "
       "2024-05-09T11:00:00Z, by arn:aws:iam::111122223333:user/dev from 198.51.100.7 "
       "(PutBucketPolicy): everyone may read. 192.0.2.1 meets what it asks for."},
      {"a Condition of the change that opened it",
       [](Given& g) {
         open_before(g, AccessEffect::may_open);
         g.dossier.exposed_by->grants = {
             {"everyone", {"s3:GetObject"}, {}, {"StringLike aws:Referer: *"}, false}};
       },
       "The statement for everyone in it has a Condition: StringLike aws:Referer: *. Whether the "
       "source met it, the logs do not say"},
      {"it was closed after the alert",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, 7200));
       },
       "Access was taken away or limited 2 hours after the alert, at 2024-05-09T14:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "The source sent no anonymous request after it."},
      {"it was closed, and somebody came even then",
       [](Given& g) {
         open_before(g);
         put_first(g, change(AccessEffect::closed, 7200));
         g.dossier.other_sources.records = 1;
         g.dossier.other_sources.sources = {1, false};
         g.dossier.other_sources.top = {other("203.0.113.5", -3000, 7201)};
       },
       "Access was taken away or limited 2 hours after the alert, at 2024-05-09T14:00:00Z, by "
       "arn:aws:iam::111122223333:user/dev from 198.51.100.7 (PutBucketPolicy): everyone may read. "
       "Anonymous requests succeeded even after it, at 2024-05-09T14:00:01Z."},
      {"it was opened after the alert",
       [](Given& g) { put_first(g, change(AccessEffect::opened, 7200)); },
       "The bucket was opened 2 hours after the alert, at 2024-05-09T14:00:00Z"},
      {"nobody closed it", [](Given& g) { open_before(g); },
       "No change that closes the bucket is in the logs up to 2024-05-16T12:00:00Z: it may be open "
       "still."},
      {"objects were fetched",
       [](Given& g) {
         g.alert.action = "GetObject";
         g.alert.bytes_out = 1000;
         g.dossier.followup.objects_read = 4;
         g.dossier.followup.keys = {2, false};
         g.dossier.followup.bytes_out = 2'000'500;
         g.dossier.followup.without_bytes = 1;
       },
       "The source fetched objects anonymously, by 5 requests that succeeded for at most 3 "
       "different keys, 0 before the alert and 4 after it. It was sent 2.0 MB (2001500 bytes) and "
       "more: 1 request does not say how much."},
      {"nobody knows how much was sent", [](Given& g) { g.alert.action = "GetObject"; },
       "The source fetched objects anonymously, by 1 request that succeeded. How much it "
       "was "
       "sent, the records do not say."},
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
       "The source listed alpha (1 listing) and fetched from it 5000 times, from 30 seconds to 50 "
       "minutes after the first listing."},
      {"more buckets were listed", [](Given& g) { g.dossier.enumerations_left_out = 2; },
       "The source listed and fetched from 2 more buckets."},
      {"requests name several buckets before it",
       [](Given& g) {
         g.dossier.prior.buckets = {4, true};
       },
       "The source's anonymous requests name about 4 buckets before the alert."},
      {"requests name several buckets after it",
       [](Given& g) {
         g.dossier.followup.buckets = {2, false};
       },
       "The source's anonymous requests name 2 buckets after the alert."},
      {"requests name several buckets before and after it",
       [](Given& g) {
         g.dossier.prior.buckets = {4, false};
         g.dossier.followup.buckets = {1, false};
       },
       "The source's anonymous requests name 4 buckets before the alert and 1 bucket "
       "after it."},
      {"the source signs for strangers",
       [](Given& g) {
         g.dossier.source_activity.signed_records = 2;
         g.dossier.source_activity.signed_identities = {{{"arn:x", 2}}, 0};
       },
       "The source also sent 2 signed requests in the time looked at (arn:x 2). None is by an "
       "identity "
       "of the alert's account."},
      {"the source signs for the own account",
       [](Given& g) {
         g.dossier.source_activity.signed_records = 2;
         g.dossier.source_activity.signed_by_own_account = 2;
         g.dossier.source_activity.signed_identities = {{{"arn:x", 2}}, 0};
       },
       "The source also sent 2 signed requests in the time looked at (arn:x 2). All are by "
       "identities "
       "of the alert's account: it may be a system of your own, or somebody else who has "
       "their keys."},
      {"the source is private", [](Given& g) { g.alert.source = "10.0.5.7"; },
       "The source, 10.0.5.7, is a private address"},
      {"the source is private in IPv6", [](Given& g) { g.alert.source = "fd00::1"; },
       "The source, fd00::1, is a private address"},
      {"public by design",
       [](Given& g) {
         g.dossier.other_sources.public_by_design = true;
         g.dossier.other_sources.records = 50;
         g.dossier.other_sources.why = {"12 other sources", "they only read"};
       },
       "The bucket looks public by design: 12 other sources; they only read."},
      {"others came",
       [](Given& g) {
         g.dossier.other_sources.records = 9;
         g.dossier.other_sources.writes = 1;
         g.dossier.other_sources.sources = {2, false};
         g.dossier.other_sources.top = {other("203.0.113.5", 1, 2)};
       },
       "2 other sources reached the bucket anonymously, by 9 requests that succeeded, the "
       "most "
       "from 203.0.113.5; 1 did not only read."},
      {"nobody else came", [](Given&) {},
       "No other source reached the bucket anonymously in the time looked at."},
      {"it was denied before",
       [](Given& g) {
         g.dossier.prior.records = 12;
         g.dossier.prior.span = Span{kAlert - 600, kAlert - 1};
         g.dossier.prior.outcomes = {{{"AccessDenied", 12}}, 0};
       },
       "Before the alert no anonymous request of the source succeeded: 12 were denied or failed "
       "(AccessDenied 12), the first 10 minutes before it."},
      {"some were denied before",
       [](Given& g) {
         g.dossier.prior.records = 12;
         g.dossier.prior.succeeded = 9;
         g.dossier.prior.outcomes = {{{"success", 9}, {"AccessDenied", 3}}, 0};
       },
       "Before the alert 3 of 12 anonymous requests of the source were denied or failed "
       "(AccessDenied 3)."},
      {"all were denied after",
       [](Given& g) {
         g.dossier.followup.records = 2;
         g.dossier.followup.outcomes = {{{"AccessDenied", 2}}, 0};
       },
       "After the alert no anonymous request of the source succeeded: 2 were denied or failed "
       "(AccessDenied 2)."},
      {"days are missing", [](Given& g) { g.dossier.days_covered = 12; },
       "Of 38 days looked at, the logs hold records of 12, from 2024-04-09 to 2024-05-16"},
      {"changes are left out", [](Given& g) { g.dossier.bucket_changes_left_out = 4; },
       "4 changes of access are not listed"},
      {"numbers are estimates",
       [](Given& g) {
         g.dossier.followup.keys = {4096, true};
       },
       "There are too many different buckets, keys or sources to remember"},
      {"sources are of a sample", [](Given& g) { g.dossier.other_sources.top_of_sample = true; },
       "The other sources that are listed are of a sample"},
      {"an ACL opened the bucket, but lets nobody fetch an object",
       [](Given& g) {
         g.alert.action = "GetObject";
         put_first(g, change(AccessEffect::opened, -3600));
         g.dossier.bucket_changes.front().subject = AccessSubject::bucket_acl;
       },
       "The bucket's ACL was opened "},
      {"an ACL opened another object of the bucket",
       [](Given& g) {
         AccessChange opened = change(AccessEffect::opened, -3600);
         opened.subject = AccessSubject::object_acl;
         opened.key = "other.html";
         g.dossier.opened_objects.push_back(std::move(opened));
       },
       "1 request opened objects of the bucket by their ACLs, the nearest for other.html "},
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
  }
}

TEST_CASE("every code is the code of a finding") {
  std::set<FindingCode> codes;
  for (const Case& each : cases()) {
    for (const Finding& finding : found(each.with)) codes.insert(finding.code);
  }
  for (int code = 0; code <= static_cast<int>(kLastFindingCode); ++code) {
    CAPTURE(name_of(static_cast<FindingCode>(code)));
    CHECK(codes.count(static_cast<FindingCode>(code)) == 1);
  }
}

TEST_CASE("without a reason there are only the two findings of silence") {
  const auto findings = found([](Given&) {});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].text.rfind("The logs do not show who opened", 0) == 0);
  CHECK(findings[1].text.rfind("No other source", 0) == 0);
}

TEST_CASE("an alert without a bucket has no finding of a bucket") {
  CHECK(found([](Given& g) { g.alert.bucket.clear(); }).empty());
}

TEST_CASE("a network that a Condition asks for is compared with the source, other things are not") {
  const auto told = [](std::string condition, std::string second = {}) {
    std::string text;
    for (const Finding& finding : found([&](Given& g) { put_condition(g, condition, second); })) {
      text += finding.text + "\n";
    }
    const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
    // Who opened the bucket is asked unless the source was let in by this.
    CHECK(has("who opened the bucket to everyone") != has("meets what it asks for"));
    return has("192.0.2.1 meets what it asks for") ? "met"
           : has("192.0.2.1 does not meet it")     ? "not met"
           : has("Whether the source met it")      ? "not known"
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

TEST_CASE("a key that failed first and was fetched then is told once, as fetched") {
  const auto findings = found([](Given& g) {
    g.dossier.prior.secret_keys = {request(-9, ".env", "AccessDenied")};
    g.dossier.followup.secret_keys = {request(9, ".env")};
  });
  CHECK(count(findings, "The source fetched 1 object whose key looks like a secret") == 1);
  CHECK(count(findings, "The source asked for") == 0);
}

TEST_CASE("a change that failed, and one of another object, closes nothing") {
  const auto closes = [](AccessChange made) {
    return count(found([&](Given& g) {
                   open_before(g);
                   put_first(g, made);
                 }),
                 "Access was taken away") > 0;
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

TEST_CASE("what was opened to everyone, but not for what the alert did, is told as that") {
  const auto opened = [](AccessSubject subject, const std::string& action,
                         const std::string& permission) {
    return found([&](Given& g) {
      g.alert.action = action;
      put_first(g, change(AccessEffect::opened, -60));
      AccessChange& made = g.dossier.bucket_changes.front();
      made.subject = subject;
      made.grants = {{"everyone", {permission}, {}, {}, false}};
    });
  };
  const auto acl = opened(AccessSubject::bucket_acl, "GetObject", "READ");
  CHECK(count(acl, "The bucket's ACL was opened 1 minute before the alert") == 1);
  CHECK(count(acl, "The logs do not show who let everyone do GetObject: ") == 1);
  CHECK(count(opened(AccessSubject::bucket_acl, "ListObjects", "READ"), "The bucket's ACL") == 0);

  const auto policy = opened(AccessSubject::bucket_policy, "GetObject", "s3:ListBucket");
  CHECK(count(policy, "The bucket's policy was opened 1 minute before the alert") == 1);
  CHECK(count(policy, "The logs do not show who let everyone do GetObject: ") == 1);
  const auto giving = opened(AccessSubject::bucket_policy, "GetObject", "s3:Get*");
  CHECK(count(giving, "The bucket's policy was opened") == 0);
}

TEST_CASE("findings name where they can be looked up") {
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

TEST_CASE("what was done stands before who opened the bucket, what is not known at the end") {
  const auto findings = found([](Given& g) {
    open_before(g);
    g.dossier.days_covered = 1;
    g.dossier.followup.objects_deleted = 1;
  });
  REQUIRE(findings.size() >= 3);
  CHECK(findings.front().text.rfind("The source deleted", 0) == 0);
  CHECK(findings[1].text.rfind("The bucket was opened", 0) == 0);
  CHECK(findings.back().text.rfind("Of 38 days", 0) == 0);
}

TEST_CASE("names of any length are cut between characters") {
  CHECK(name_in_words("short") == "short");
  CHECK(name_in_words(std::string(100, 'a')) == std::string(100, 'a'));
  CHECK(name_in_words(std::string(101, 'a')) == std::string(100, 'a') + "...");
  CHECK(name_in_words(std::string(99, 'a') + "\xC3\xA4" + "b") == std::string(99, 'a') + "...");
  CHECK(name_in_words(std::string(200, '\x80')) == "...");
}

TEST_CASE("lengths of time are told in two units") {
  CHECK(length_in_words(0) == "0 seconds");
  CHECK(length_in_words(1) == "1 second");
  CHECK(length_in_words(59) == "59 seconds");
  CHECK(length_in_words(60) == "1 minute");
  CHECK(length_in_words(-3725) == "1 hour 2 minutes");
  CHECK(length_in_words(3605) == "1 hour");
  CHECK(length_in_words(86'399) == "23 hours 59 minutes");
  CHECK(length_in_words(30 * kSecondsPerDay + 3600) == "30 days 1 hour");
}
