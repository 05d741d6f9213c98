#include "investigate/access/access_changes.h"

#include "catch.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

constexpr Seconds kAlert = 100'000;

AccessChange made(Seconds time, AccessSubject subject, AccessEffect effect) {
  AccessChange change;
  change.time = {time, 0};
  change.subject = subject;
  change.effect = effect;
  change.action = "Put";
  change.account = "111122223333";
  change.bucket = subject == AccessSubject::account_public_access_block ? "" : "alpha";
  change.evidence = {std::to_string(time), "a.json", static_cast<std::uint64_t>(time)};
  return change;
}

// A guard that was removed, or set again.
AccessChange guard(Seconds time, AccessSubject subject, bool is_free) {
  AccessChange change =
      made(time, subject, is_free ? AccessEffect::may_open : AccessEffect::closed);
  change.frees_acls = is_free;
  change.frees_policies = is_free && subject != AccessSubject::ownership_controls;
  return change;
}

AccessChange of_access_point(Seconds time, AccessSubject subject, AccessEffect effect,
                             const std::string& bucket = "") {
  AccessChange change = made(time, subject, effect);
  change.access_point = "door";
  change.bucket = bucket;
  change.frees_policies = subject == AccessSubject::access_point;
  return change;
}

Dossier fill(const std::vector<AccessChange>& changes, const std::string& action = "GetObject",
             const std::string& key = "index.html") {
  static std::vector<AlertToInvestigate> alerts;
  alerts = {given_alert(kAlert)};
  alerts[0].action = action;
  alerts[0].key = key;
  AccessChanges collection(alerts);
  for (const AccessChange& change : changes) collection.add(change);
  Dossier dossier;
  collection.fill(dossier, 0);
  return dossier;
}

// The time of what exposed the bucket, or 0.
Seconds exposed_at(const std::vector<AccessChange>& changes,
                   const std::string& action = "GetObject") {
  const Dossier dossier = fill(changes, action);
  return dossier.exposed_by ? dossier.exposed_by->time.seconds : 0;
}

using enum AccessSubject;
using enum AccessEffect;

}  // namespace

TEST_CASE("the newest public policy still in force exposed the bucket") {
  CHECK(exposed_at({}) == 0);
  CHECK(exposed_at({made(90'000, bucket_policy, opened)}) == 90'000);
  CHECK(exposed_at({made(kAlert, bucket_policy, opened)}) == kAlert);
  CHECK(exposed_at({made(kAlert + 1, bucket_policy, opened)}) == 0);
  CHECK(exposed_at({made(-1000 * kSecondsPerDay, bucket_policy, opened)}) ==
        -1000 * kSecondsPerDay);
  CHECK(exposed_at({made(91'000, bucket_policy, opened), made(90'000, bucket_policy, opened)}) ==
        91'000);
}

TEST_CASE("an opening undone before the alert exposed nothing") {
  const AccessChange open = made(90'000, bucket_policy, opened);
  CHECK(exposed_at({open, made(91'000, bucket_policy, closed)}) == 0);
  CHECK(exposed_at({open, made(91'000, bucket_policy, none)}) == 0);
  CHECK(exposed_at({open, made(91'000, bucket, closed)}) == 0);
  CHECK(exposed_at({open, made(89'000, bucket_policy, closed)}) == 90'000);
  CHECK(exposed_at({open, made(kAlert + 1, bucket_policy, closed)}) == 90'000);
  // A change of another subject and a failed request undo nothing.
  CHECK(exposed_at({open, made(91'000, bucket_acl, none)}) == 90'000);
  AccessChange failed = made(91'000, bucket_policy, none);
  failed.error_code = "AccessDenied";
  CHECK(exposed_at({open, failed}) == 90'000);
}

TEST_CASE("a change that may have opened the bucket exposed it unless another surely did") {
  const AccessChange open = made(90'000, bucket_policy, opened);
  CHECK(exposed_at({made(91'000, bucket_policy, may_open)}) == 91'000);
  CHECK(exposed_at({open, made(91'000, bucket_policy, may_open)}) == 91'000);
  AccessChange of_object = made(91'000, object_acl, may_open);
  of_object.key = "index.html";
  CHECK(exposed_at({of_object}) == 91'000);
  CHECK(exposed_at({open, of_object}) == 90'000);
  // The newest of what may have opened it, be it the removal of a guard.
  CHECK(exposed_at({of_object, guard(90'000, bucket_public_access_block, true)}) == 91'000);
  CHECK(exposed_at({of_object, guard(92'000, bucket_public_access_block, true)}) == 92'000);
  CHECK(exposed_at({of_object, guard(80'000, bucket_public_access_block, false)}) == 0);
  // An ACL for all AWS accounts lets no stranger in, nor does a Condition that the source fails.
  of_object.grants = {{std::string(kAllAccounts), {"READ"}, {}, {}, false}};
  CHECK(exposed_at({of_object}) == 0);
  AccessChange limited = made(91'000, bucket_policy, may_open);
  limited.grants = {{"everyone", {"s3:*"}, {}, {"IpAddress aws:SourceIp: 192.0.2.0/24"}, true}};
  CHECK(exposed_at({limited}) == 91'000);
  limited.grants[0].conditions = {"IpAddress aws:SourceIp: 198.51.100.0/24"};
  CHECK(exposed_at({limited}) == 0);
}

TEST_CASE("in the alert's second a closing comes after the request, an opening before it") {
  const AccessChange open = made(90'000, bucket_policy, opened);
  CHECK(exposed_at({open, made(kAlert, bucket_policy, none)}) == 90'000);
  CHECK(exposed_at({open, made(kAlert, bucket_policy, closed)}) == 90'000);
  CHECK(exposed_at({open, made(kAlert, bucket, closed)}) == 90'000);
  CHECK(exposed_at({made(kAlert, bucket_policy, closed), made(kAlert, bucket_policy, opened)}) ==
        kAlert);
  AccessChange acl = made(90'000, object_acl, opened);
  acl.key = "index.html";
  AccessChange closing = made(kAlert, object_acl, none);
  closing.key = "index.html";
  CHECK(exposed_at({acl, closing}) == 90'000);
  closing.time = {kAlert - 1, 0};
  CHECK(exposed_at({acl, closing}) == 0);  // ACLs take effect at once
  const AccessChange created = of_access_point(80'000, access_point, none, "alpha");
  const AccessChange policy = of_access_point(90'000, access_point_policy, opened);
  CHECK(exposed_at({created, policy, of_access_point(kAlert, access_point_policy, closed)}) ==
        90'000);
  CHECK(exposed_at({created, policy, of_access_point(kAlert, access_point, closed)}) == 90'000);
}

TEST_CASE("a closing takes effect only after a while") {
  const AccessChange open = made(90'000, bucket_policy, opened);
  const AccessChange early = made(91'000, bucket_policy, closed);
  for (const AccessSubject subject : {bucket_policy, bucket_public_access_block, bucket}) {
    const Seconds last = kAlert - kBucketSlack;
    const auto closing = [&](Seconds time) {
      return subject == bucket_public_access_block ? guard(time, subject, false)
                                                   : made(time, subject, closed);
    };
    CHECK(exposed_at({open, closing(last)}) == 90'000);
    CHECK(exposed_at({open, closing(last - 1)}) == 0);
    CHECK(exposed_at({open, early, closing(last)}) == 0);
  }
  CHECK(exposed_at({open, guard(kAlert - kAccountSlack, account_public_access_block, false)}) ==
        90'000);
  CHECK(exposed_at({open, guard(kAlert - kAccountSlack - 1, account_public_access_block, false)}) ==
        0);
  // What it blocks only of policies still counts for ACLs.
  AccessChange partial = guard(kAlert - 1, bucket_public_access_block, true);
  partial.frees_policies = false;
  CHECK(exposed_at({open, partial}) == 90'000);
  const AccessChange created = of_access_point(80'000, access_point, none, "alpha");
  const AccessChange policy = of_access_point(90'000, access_point_policy, opened);
  const Seconds last = kAlert - kBucketSlack;
  CHECK(exposed_at({created, policy, of_access_point(last, access_point_policy, closed)}) ==
        90'000);
  CHECK(exposed_at({created, policy, of_access_point(last - 1, access_point_policy, closed)}) == 0);
}

TEST_CASE("of two changes in one second the one that opens comes last") {
  AccessChange open = made(90'000, bucket_policy, opened);
  AccessChange close = made(90'000, bucket_policy, closed);
  for (const bool opens_first : {true, false}) {
    open.evidence.event_id = opens_first ? "1" : "2";
    close.evidence.event_id = opens_first ? "2" : "1";
    CHECK(exposed_at({open, close}) == 90'000);
  }
}

TEST_CASE("a guard removed after an opening exposed the bucket") {
  const AccessChange open = made(90'000, bucket_policy, opened);
  const auto subject = GENERATE(bucket_public_access_block, account_public_access_block);
  CHECK(exposed_at({open, guard(95'000, subject, true)}) == 95'000);
  CHECK(exposed_at({guard(85'000, subject, true), open}) == 90'000);
  CHECK(exposed_at({guard(95'000, subject, true)}) == 95'000);
  // Within one second the order is unknown.
  CHECK(exposed_at({open, guard(90'000, subject, true)}) == 90'000);
  // Once set again, it blocks everything.
  CHECK(exposed_at({open, guard(95'000, subject, true), guard(96'000, subject, false)}) == 0);
  CHECK(exposed_at({guard(95'000, subject, true), guard(96'000, subject, false)}) == 0);
  CHECK(exposed_at({open, guard(80'000, subject, false)}) == 0);
}

TEST_CASE("one guard does not replace another") {
  CHECK(exposed_at({made(90'000, bucket_policy, opened),
                    guard(80'000, bucket_public_access_block, false),
                    guard(95'000, account_public_access_block, true)}) == 0);
}

TEST_CASE("a guard blocks only the kind of grant that it covers") {
  const AccessChange policy = made(90'000, bucket_policy, opened);
  CHECK(exposed_at({policy, guard(95'000, ownership_controls, true)}) == 90'000);
  CHECK(exposed_at({policy, guard(95'000, ownership_controls, false)}) == 90'000);
  const AccessChange acl = made(90'000, bucket_acl, opened);
  CHECK(exposed_at({acl, guard(95'000, ownership_controls, true)}, "ListObjects") == 95'000);
  CHECK(exposed_at({acl, guard(95'000, ownership_controls, false)}, "ListObjects") == 0);
  AccessChange only_acls = guard(95'000, bucket_public_access_block, true);
  only_acls.frees_policies = false;
  CHECK(exposed_at({acl, only_acls}, "ListObjects") == 95'000);
  // It blocks policies; only the rest of what it set free may have exposed the bucket.
  CHECK(exposed_at({policy, only_acls}) == 95'000);
}

TEST_CASE("openings of single objects of the bucket are listed apart") {
  std::vector<AccessChange> changes;
  for (Seconds i = 0; i < 20; ++i) {
    changes.push_back(made(kAlert - 9 + i, object_acl, opened));
    changes.back().key = i == 0 ? "index.html" : "other-" + std::to_string(i);
  }
  changes.push_back(made(kAlert - 10, object_acl, none));
  changes.push_back(made(kAlert - 10, bucket_acl, opened));
  const Dossier dossier = fill(changes);
  REQUIRE(dossier.opened_objects.size() == 10);
  CHECK(dossier.opened_objects.front().time.seconds == kAlert + 5);
  CHECK(dossier.opened_objects.back().time.seconds == kAlert - 4);
  CHECK(dossier.opened_objects_left_out == 10);
  CHECK(dossier.bucket_changes.size() == 2);
}

TEST_CASE("an object's ACL counts for reading that object, a bucket's ACL for everything else") {
  AccessChange own = made(90'000, object_acl, opened);
  own.key = "index.html";
  AccessChange other = own;
  other.key = "other.html";
  CHECK(exposed_at({own}) == 90'000);
  CHECK(exposed_at({own}, "ListObjects") == 0);
  CHECK(exposed_at({other}) == 0);
  CHECK(fill({own, other}).bucket_changes.size() == 1);
  CHECK(fill({own, other}, "ListObjects", "").bucket_changes.empty());
  CHECK(exposed_at({made(90'000, bucket_acl, opened)}) == 0);
  CHECK(exposed_at({made(90'000, bucket_acl, opened)}, "PutObject") == 90'000);
  CHECK(exposed_at({made(90'000, bucket, opened)}, "PutObject") == 90'000);
  CHECK(exposed_at({made(90'000, bucket, opened), made(91'000, bucket_acl, none)}, "PutObject") ==
        0);
}

TEST_CASE("an access point belongs to the bucket that it was created for") {
  const AccessChange created = of_access_point(80'000, access_point, none, "alpha");
  const AccessChange policy = of_access_point(90'000, access_point_policy, opened);
  const Dossier known = fill({policy, created});
  REQUIRE(known.exposed_by);
  CHECK(known.exposed_by->bucket == "alpha");
  CHECK(known.bucket_changes.size() == 2);

  const Dossier unknown = fill({policy});
  CHECK_FALSE(unknown.exposed_by);
  REQUIRE(unknown.bucket_changes.size() == 1);
  CHECK(unknown.bucket_changes[0].told ==
        "; the logs do not say of which bucket the access point is");

  const Dossier other = fill({policy, of_access_point(80'000, access_point, none, "beta")});
  CHECK_FALSE(other.exposed_by);
  CHECK(other.bucket_changes.empty());

  // Created in the same second, created again for another bucket, or blocked by its own block.
  CHECK(exposed_at({policy, of_access_point(90'000, access_point, none, "alpha")}) == 90'000);
  CHECK(exposed_at({policy, created, of_access_point(95'000, access_point, none, "beta")}) == 0);
  CHECK(exposed_at({policy, created, of_access_point(95'000, access_point, closed)}) == 0);
  CHECK(exposed_at({policy, created, of_access_point(95'000, access_point_policy, closed)}) == 0);
  AccessChange held = created;
  held.frees_policies = false;
  CHECK(exposed_at({policy, held}) == 0);
  CHECK(exposed_at({policy, created, guard(70'000, bucket_public_access_block, false)}) == 0);
}

TEST_CASE("access point changes beyond the limit are dropped, and the result says so") {
  std::vector<AccessChange> changes;
  for (Seconds i = 0; i < 100; ++i) {
    changes.push_back(of_access_point(kAlert - i, access_point_policy, opened));
  }
  const Dossier whole = fill(changes);
  CHECK(whole.access_points_whole);
  CHECK(whole.bucket_changes.size() == AccessChanges::kMostBefore);
  CHECK(whole.bucket_changes.front().time.seconds == kAlert);
  CHECK(whole.bucket_changes_left_out == 100 - AccessChanges::kMostBefore);

  for (AccessChange& change : changes) change.told.assign(100'000, 'x');
  CHECK_FALSE(fill(changes).access_points_whole);
}

TEST_CASE("changes are listed newest first, the nearest on both sides") {
  std::vector<AccessChange> changes;
  for (Seconds i = 0; i < 30; ++i) {
    changes.push_back(made(kAlert - 100 * i, cors, none));
    changes.push_back(made(kAlert + 1 + 100 * i, website, none));
    changes.push_back(changes.back());  // delivered twice
  }
  const Dossier dossier = fill(changes);
  REQUIRE(dossier.bucket_changes.size() == 40);
  CHECK(dossier.bucket_changes.front().time.seconds == kAlert + 1 + 1900);
  CHECK(dossier.bucket_changes[19].time.seconds == kAlert + 1);
  CHECK(dossier.bucket_changes[20].time.seconds == kAlert);
  CHECK(dossier.bucket_changes.back().time.seconds == kAlert - 1900);
  CHECK(dossier.bucket_changes_left_out == 10 + 2 * 10);
}

TEST_CASE("the change that exposed the bucket is found even if many changes follow it") {
  std::vector<AccessChange> changes = {made(60'000, bucket_policy, opened)};
  for (Seconds i = 0; i < 100; ++i) changes.push_back(made(70'000 + i, cors, none));
  CHECK(exposed_at(changes) == 60'000);
}

TEST_CASE("a change that was delivered twice is reported at its first place") {
  AccessChange first = made(90'000, bucket_policy, opened);
  AccessChange second = first;
  second.evidence.path = "b.json";
  for (const auto& changes : {std::vector{first, second}, std::vector{second, first}}) {
    const Dossier dossier = fill(changes);
    REQUIRE(dossier.bucket_changes.size() == 1);
    CHECK(dossier.bucket_changes[0].evidence.path == "a.json");
    CHECK(dossier.exposed_by->evidence.path == "a.json");
    CHECK(dossier.bucket_changes_left_out == 0);
  }
}

TEST_CASE("a change that grants nothing to everyone closed what was open") {
  const Dossier dossier =
      fill({made(80'000, bucket_policy, none), made(90'000, bucket_policy, opened),
            made(110'000, bucket_policy, none), made(111'000, bucket_acl, none)});
  REQUIRE(dossier.bucket_changes.size() == 4);
  CHECK(dossier.bucket_changes[0].effect == none);
  CHECK(dossier.bucket_changes[1].effect == closed);
  CHECK(dossier.bucket_changes[3].effect == none);
}

TEST_CASE("the last change of each kind is listed, however many come between") {
  std::vector<AccessChange> changes = {made(90'000, bucket_policy, opened),
                                       made(200'000, bucket_policy, none),
                                       made(190'000, bucket_acl, none)};
  changes.push_back(changes[1]);  // delivered twice
  for (Seconds i = 0; i < 100; ++i) changes.push_back(made(kAlert + 1 + i, cors, none));
  const Dossier dossier = fill(changes);
  REQUIRE(dossier.bucket_changes.size() == 20 + 1 + 2);
  CHECK(dossier.bucket_changes[0].time.seconds == 200'000);
  CHECK(dossier.bucket_changes[0].effect == closed);
  CHECK(dossier.bucket_changes[1].time.seconds == 190'000);
  CHECK(dossier.bucket_changes[2].time.seconds == kAlert + 20);
  CHECK(dossier.bucket_changes_left_out == 80);
}

TEST_CASE("a change closed what was open at the alert, though the opening is not listed") {
  std::vector<AccessChange> changes = {made(60'000, bucket_policy, opened),
                                       made(kAlert + 5, bucket_policy, none)};
  for (Seconds i = 0; i < 100; ++i) changes.push_back(made(70'000 + i, cors, none));
  const Dossier dossier = fill(changes);
  REQUIRE(dossier.bucket_changes.size() == 21);
  CHECK(dossier.bucket_changes[0].effect == closed);
}

TEST_CASE("changes of another bucket or account are not listed, those of any time are") {
  AccessChange of_bucket = made(90'000, bucket_policy, opened);
  of_bucket.bucket = "beta";
  AccessChange of_account = guard(90'000, account_public_access_block, true);
  of_account.account = "444455556666";
  CHECK(fill({of_bucket, of_account}).bucket_changes.empty());
  const Seconds years = 3000 * kSecondsPerDay;
  CHECK(fill({made(kAlert + years, bucket_policy, opened), made(kAlert - years, cors, none)})
            .bucket_changes.size() == 2);
}
