#include "investigate/exposure/exposures.h"

#include "catch.h"
#include "unit/investigate/access/records.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

constexpr Seconds kAlert = kJanuary2024 + 100'000;
constexpr EventTime kEnd = {kJanuary2024 + 10 * kSecondsPerDay, 0};

struct Asked {
  std::string action = "GetObject";
  std::string key = "index.html";
  std::string source = "192.0.2.1";
};

Dossier fill(const std::vector<AccessRecord>& records, const Asked& asked = {}) {
  static std::vector<AlertToInvestigate> alerts;
  alerts = {given_alert(kAlert)};
  alerts[0].action = asked.action;
  alerts[0].key = asked.key;
  alerts[0].source = asked.source;
  AccessRecords collection(alerts);
  for (const AccessRecord& record : records) collection.add(record);
  Exposures exposures(collection, kEnd);
  Dossier dossier;
  exposures.fill(dossier, 0);
  return dossier;
}

// The distance to the alert of what exposed the bucket, or 1.
Seconds exposed_at(const std::vector<AccessRecord>& records, const Asked& asked = {}) {
  const Dossier dossier = fill(records, asked);
  return dossier.exposed_by ? dossier.exposed_by->time.seconds - kAlert : 1;
}

// A letter for each question at the end of the logs.
std::string at_end(const std::vector<AccessRecord>& records) {
  const Dossier dossier = fill(records);
  std::string letters;
  for (const openness::Question question : openness::kQuestions) {
    letters += letter_of(dossier.exposure->last(question).openness);
  }
  return letters;
}

AccessRecord created(Seconds time) {
  return access_record(time, AccessSubject::bucket, "CreateBucket", openness::BucketCreated{});
}

const std::vector<AccessRecord> kNew = {created(kAlert - 9000), block_set(kAlert - 8999, "0000")};

std::vector<AccessRecord> after_creation(std::vector<AccessRecord> records) {
  records.insert(records.begin(), kNew.begin(), kNew.end());
  return records;
}

}  // namespace

TEST_CASE("the newest opening for the alert's own request exposed the bucket") {
  CHECK(exposed_at({}) == 1);
  CHECK(exposed_at({public_policy(kAlert - 50)}) == -50);
  CHECK(exposed_at({public_policy(kAlert - 50)}, {"ListObjects", ""}) == 1);
  CHECK(exposed_at({public_policy(kAlert - 5000), policy_deleted(kAlert - 4000),
                    public_policy(kAlert - 50)}) == -50);
  // It was open all the time since.
  CHECK(exposed_at({public_policy(kAlert - 5000), public_policy(kAlert - 50)}) == -5000);
  CHECK(exposed_at({public_policy(kAlert - 5000), policy_deleted(kAlert - 4000)}) == 1);
  CHECK(exposed_at({public_policy(kAlert + 1)}) == 1);
}

TEST_CASE("in the alert's second a closing comes after the request, an opening before it") {
  CHECK(exposed_at({public_policy(kAlert)}) == 0);
  CHECK(exposed_at({public_policy(kAlert - 5000), policy_deleted(kAlert)}) == -5000);
}

TEST_CASE("a closing takes effect only after a while") {
  const std::vector<AccessRecord> open = after_creation({public_policy(kAlert - 8000)});
  const auto closed = [&](AccessRecord closing) {
    auto records = open;
    records.push_back(std::move(closing));
    return exposed_at(records);
  };
  CHECK(closed(policy_deleted(kAlert - 900)) == -8000);
  CHECK(closed(policy_deleted(kAlert - 901)) == 1);
  CHECK(closed(account_block_set(kAlert - 3600, "1111")) == -8000);
  CHECK(closed(account_block_set(kAlert - 3601, "1111")) == 1);
}

TEST_CASE("a guard removed after an opening exposed the bucket") {
  CHECK(exposed_at(after_creation({public_policy(kAlert - 8000), block_set(kAlert - 7000, "1111"),
                                   block_set(kAlert - 60, "0000")})) == -60);
  CHECK(exposed_at(
            after_creation({public_policy(kAlert - 8000), account_block_set(kAlert - 7000, "1111"),
                            block_set(kAlert - 60, "0000")})) == 1);
}

TEST_CASE("a guard's removal is no cause where it had nothing to hold back") {
  // The bucket was created in the logs: nothing is unknown.
  CHECK(exposed_at({created(kAlert - 9000), block_set(kAlert - 60, "0000")}) == 1);
}

TEST_CASE("where nothing else is known, the removal of a guard may have exposed the bucket") {
  const Dossier dossier = fill({account_block_set(kAlert - 60, "0000")});
  REQUIRE(dossier.exposed_by);
  CHECK(dossier.exposed_by->effect == AccessEffect::may_open);
  REQUIRE(dossier.bucket_changes.size() == 1);
  CHECK(dossier.bucket_changes[0].effect == AccessEffect::may_open);
}

TEST_CASE("a bucket's ACL explains no fetched object, whatever it grants") {
  openness::Acl full = openness::Acl::all(openness::Truth::yes);
  full.signers = {};
  const auto by_acl = after_creation(
      {access_record(kAlert - 8500, AccessSubject::ownership_controls, "PutBucketOwnershipControls",
                     openness::OwnershipSet{openness::Truth::no}),
       bucket_acl_set(kAlert - 60, full)});
  CHECK(exposed_at(by_acl) == 1);
  CHECK(exposed_at(by_acl, {"ListObjects", ""}) == -60);
  CHECK(exposed_at(by_acl, {"PutObject", "new"}) == -60);
  auto object = by_acl;
  object.push_back(object_acl_set(kAlert - 40, "index.html", public_acl()));
  CHECK(exposed_at(object) == -40);
}

TEST_CASE("a policy for other keys than the alert's explains nothing") {
  const auto of_public = after_creation({policy_set(
      kAlert - 60, statement("Allow", R"("s3:GetObject")", R"("arn:aws:s3:::alpha/public/*")"))});
  CHECK(exposed_at(of_public, {"GetObject", "private/x"}) == 1);
  CHECK(exposed_at(of_public, {"GetObject", "public/x"}) == -60);
}

TEST_CASE("a network that a policy names lets in who is in it") {
  const auto of_network = after_creation(
      {policy_set(kAlert - 60,
                  allow_in_alpha(R"("s3:GetObject")",
                                 R"("Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})"))});
  const Dossier inside = fill(of_network);
  REQUIRE(inside.exposed_by);
  CHECK(inside.exposed_by->effect == AccessEffect::may_open);
  CHECK(exposed_at(of_network, {"GetObject", "index.html", "203.0.113.9"}) == 1);
}

TEST_CASE("a bucket of the same name that another account owns is another bucket") {
  AccessRecord foreign = public_policy(kAlert - 50);
  foreign.account = "444455556666";
  CHECK(exposed_at({foreign}) == 1);
  CHECK(fill({foreign}).bucket_changes.empty());
  AccessRecord taken = created(kAlert + 50);
  taken.account = "444455556666";
  CHECK(at_end(after_creation({public_policy(kAlert - 50), taken})) == "ccc");
  AccessRecord elsewhere = public_policy(kAlert - 50);
  elsewhere.region = "eu-west-1";
  CHECK(exposed_at({elsewhere}) == -50);  // the alert names no Region
}

TEST_CASE("copies of one call in two trails are one change") {
  AccessRecord deletion =
      access_record(kAlert + 10, AccessSubject::bucket, "DeleteBucket", openness::BucketDeleted{});
  AccessRecord copy = deletion;
  copy.evidence.event_id = "copy";
  const Dossier dossier = fill(after_creation({public_policy(kAlert - 50), deletion, copy}));
  CHECK_FALSE(dossier.exposure->last(openness::Question::read).lacks_change);
}

TEST_CASE("objects opened by their ACLs are listed apart, and may have been written again since") {
  const auto records = after_creation(
      {access_record(kAlert - 8500, AccessSubject::ownership_controls, "PutBucketOwnershipControls",
                     openness::OwnershipSet{openness::Truth::no}),
       object_acl_set(kAlert - 60, "other", public_acl())});
  const Dossier dossier = fill(records);
  REQUIRE(dossier.opened_objects.size() == 1);
  CHECK(dossier.opened_objects[0].key == "other");
  CHECK(at_end(records) == "cmc");
  // It lists what counts at its time: ACLs are disabled.
  CHECK(fill({created(kAlert - 9000), object_acl_set(kAlert - 60, "other", public_acl())})
            .opened_objects.empty());
}

TEST_CASE("an access point is listed for the bucket that it was created for, and opens nothing") {
  AccessRecord point = access_record(kAlert - 90, AccessSubject::access_point, "CreateAccessPoint",
                                     openness::BucketDeleted{});
  point.asked.reset();
  point.shown.clear();
  point.access_point = "door";
  AccessRecord policy = point;
  policy.subject = AccessSubject::access_point_policy;
  policy.action = "PutAccessPointPolicy";
  policy.time = {kAlert - 60, 0};
  policy.bucket.clear();
  policy.evidence.event_id = "policy";
  const Dossier dossier = fill({point, policy});
  REQUIRE(dossier.bucket_changes.size() == 2);
  CHECK(dossier.bucket_changes[0].bucket == "alpha");
  CHECK(dossier.bucket_changes[0].effect == AccessEffect::none);
  CHECK_FALSE(dossier.exposed_by);
  point.bucket = "beta";
  CHECK(fill({point, policy}).bucket_changes.empty());
  CHECK(fill({policy}).bucket_changes.size() == 1);  // its bucket is not known
}

TEST_CASE("changes are listed newest first, the nearest on both sides and the last of each kind") {
  std::vector<AccessRecord> records = {block_set(kAlert - 90'000, "0000")};
  for (Seconds i = 1; i <= 30; ++i) {
    records.push_back(public_policy(kAlert - i * 10));
    records.push_back(public_policy(kAlert + i * 10));
  }
  const Dossier dossier = fill(records);
  REQUIRE(dossier.bucket_changes.size() == 42);
  CHECK(dossier.bucket_changes.front().time.seconds == kAlert + 300);
  CHECK(dossier.bucket_changes[1].time.seconds == kAlert + 200);
  CHECK(dossier.bucket_changes.back().time.seconds == kAlert - 90'000);
  CHECK(dossier.bucket_changes_left_out == 61 - 42);
}

TEST_CASE("a request that was served long after the closing shows that the bucket is open") {
  const auto closed = after_creation({public_policy(kAlert - 60), block_set(kAlert + 60, "1111")});
  CHECK(at_end(closed) == "ccc");
  auto late = closed;
  late.push_back(requested(kAlert + 7200, "GetObject", "index.html"));
  CHECK(at_end(late) == "coc");
  auto soon = closed;
  soon.push_back(requested(kAlert + 120, "GetObject", "index.html"));
  CHECK(at_end(soon) == "ccc");
}

TEST_CASE("what lies between kept changes that are too many is not known") {
  std::vector<AccessRecord> records = kNew;
  for (Seconds i = 0; i < 9000; ++i) {
    records.push_back(i % 2 == 0 ? public_policy(kAlert - 8000 + i)
                                 : policy_deleted(kAlert - 8000 + i));
  }
  const Dossier dossier = fill(records);
  CHECK(dossier.bucket_changes_left_out > 0);
  const auto& reading =
      dossier.exposure->intervals[static_cast<std::size_t>(openness::Question::read)];
  CHECK(reading[place_at(reading, {kAlert - 3500, 0})].openness == openness::Openness::may_be_open);
  CHECK(reading.back().openness == openness::Openness::closed);
}

TEST_CASE("a setting that is set to the same every minute hides no opening") {
  std::vector<AccessRecord> records = after_creation({public_policy(kAlert - 8500)});
  for (Seconds i = 0; i < 8400; ++i) records.push_back(block_set(kAlert - 8450 + i, "1100"));
  CHECK(exposed_at(records) == -8500);
}

TEST_CASE("an alert without a bucket has no exposure") {
  static std::vector<AlertToInvestigate> alerts;
  alerts = {given_alert(kAlert)};
  alerts[0].bucket.clear();
  AccessRecords collection(alerts);
  Exposures exposures(collection, kEnd);
  Dossier dossier;
  exposures.fill(dossier, 0);
  CHECK(dossier.exposure == nullptr);
}

namespace {

AccessRecord organization_record(Seconds time, openness::OrganizationEvent event) {
  AccessRecord record;
  record.subject = AccessSubject::organization_policy;
  record.time = {time, 0};
  record.action =
      event.kind == openness::OrganizationEvent::Kind::created ? "CreatePolicy" : "AttachPolicy";
  record.account = event.organization = "999988887777";
  record.evidence = {record.action + std::to_string(time), "a.json",
                     static_cast<std::uint64_t>(time)};
  record.call = record.evidence.event_id;
  record.organization = std::make_shared<const openness::OrganizationEvent>(std::move(event));
  return record;
}

AccessRecord s3_policy_created(Seconds time) {
  openness::OrganizationEvent event;
  event.policy = "p-all";
  event.type = openness::OrganizationPolicy::s3;
  event.has_content = true;
  event.block = openness::OrganizationBlock::all_on;
  return organization_record(time, std::move(event));
}
AccessRecord policy_attached(Seconds time, const std::string& target) {
  openness::OrganizationEvent event;
  event.kind = openness::OrganizationEvent::Kind::attached;
  event.policy = "p-all";
  event.target = target;
  return organization_record(time, std::move(event));
}

}  // namespace

TEST_CASE("an organization's policy closes the buckets of the account that it is attached to") {
  const auto open = after_creation({public_policy(kAlert - 5000), s3_policy_created(kAlert + 10)});
  const auto with = [&](AccessRecord record) {
    auto records = open;
    records.push_back(std::move(record));
    return records;
  };
  CHECK(at_end(open) == "coc");
  CHECK(at_end(with(policy_attached(kAlert + 20, "111122223333"))) == "ccc");
  CHECK(at_end(with(policy_attached(kAlert + 20, "222233334444"))) == "coc");
  CHECK(at_end(with(policy_attached(kAlert + 20, "r-1"))) == "cmc");

  const Dossier dossier = fill(with(policy_attached(kAlert + 20, "111122223333")));
  REQUIRE(dossier.bucket_changes.size() == 4);
  const AccessChange& attached = dossier.bucket_changes.front();
  CHECK(attached.subject == AccessSubject::organization_policy);
  CHECK(attached.effect == AccessEffect::closed);
  CHECK(attached.told.find("blocks public access of the account") != std::string::npos);
}

TEST_CASE("organizations' records that threads collected apart count together") {
  std::vector<AlertToInvestigate> alerts = {given_alert(kAlert)};
  AccessRecords one(alerts);
  AccessRecords other = one.make_empty();
  for (AccessRecord& record : after_creation({public_policy(kAlert - 5000)})) {
    one.add(std::move(record));
  }
  one.add(policy_attached(kAlert + 20, "111122223333"));
  other.add(s3_policy_created(kAlert + 10));
  one.merge(std::move(other));
  Exposures exposures(one, kEnd);
  CHECK(exposures.of(0)->state() == openness::Openness::closed);
}
