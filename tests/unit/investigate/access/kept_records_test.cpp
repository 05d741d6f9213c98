#include "investigate/access/kept_records.h"

#include <algorithm>

#include "catch.h"
#include "property/generate_access.h"
#include "unit/investigate/access/records.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

constexpr KeptRecords::Limits kFew = {3, 1'000'000};

KeptRecord kept(AccessRecord record) {
  return std::make_shared<const AccessRecord>(std::move(record));
}

std::vector<Seconds> times_of(const KeptRecords& records) {
  std::vector<CountedRecord> all;
  records.append_to(all);
  std::vector<Seconds> times;
  for (const CountedRecord& counted : all) times.push_back(counted.record->time.seconds);
  return times;
}

std::string described(const KeptRecords& records) {
  std::vector<CountedRecord> all;
  records.append_to(all);
  std::string text = std::to_string(records.changes());
  for (const CountedRecord& counted : all) {
    text += " " + std::to_string(counted.record->time.seconds) + counted.record->action +
            counted.record->evidence.event_id + counted.record->evidence.path + "x" +
            std::to_string(counted.deliveries);
  }
  for (const DroppedRecords& dropped : records.dropped()) {
    text += " dropped " + std::to_string(static_cast<int>(dropped.kind)) + " " +
            std::to_string(dropped.after.seconds) + ".." + std::to_string(dropped.until.seconds);
  }
  return text;
}

}  // namespace

TEST_CASE("of too many records the oldest and the newest are kept, and the rest is counted") {
  KeptRecords records(kFew);
  const auto policy = [](Seconds time) {
    AccessRecord record = public_policy(time);
    record.content = static_cast<std::uint64_t>(time);  // each differs
    return kept(record);
  };
  for (Seconds time = 1; time <= 6; ++time) records.add(policy(time));
  CHECK(times_of(records) == std::vector<Seconds>{1, 2, 3, 4, 5, 6});
  CHECK(records.dropped().empty());
  for (Seconds time = 7; time <= 10; ++time) records.add(policy(time));
  CHECK(times_of(records) == std::vector<Seconds>{1, 2, 3, 8, 9, 10});
  CHECK(records.changes() == 10);
  REQUIRE(records.dropped().size() == 1);
  CHECK(records.dropped()[0].after.seconds == 4);
  CHECK(records.dropped()[0].until.seconds == 7);
  // Another kind has room of its own.
  records.add(kept(block_set(5, "1111")));
  CHECK(times_of(records) == std::vector<Seconds>{1, 2, 3, 5, 8, 9, 10});
}

TEST_CASE("a setting that was set to the same very often is known all the time") {
  KeptRecords same(kFew);
  for (Seconds time = 1; time <= 50; ++time) same.add(kept(block_set(time, "1111")));
  CHECK(times_of(same).size() == 6);
  CHECK(same.dropped().empty());
  AccessRecord other = block_set(25, "0000");
  other.content = 1;
  same.add(kept(other));
  CHECK(same.dropped().size() == 1);
}

TEST_CASE("of the requests of a minute the first and the last are kept") {
  KeptRecords records(kFew);
  for (Seconds time = 60; time < 120; ++time) records.add(kept(requested(time, "GetObject", "k")));
  records.add(kept(requested(90, "GetObject", "k", openness::Requested::Outcome::denied)));
  CHECK(times_of(records) == std::vector<Seconds>{60, 90, 119});
  CHECK(records.changes() == 0);
}

TEST_CASE("a record that was delivered twice is kept once, at its first place") {
  KeptRecords records(kFew);
  AccessRecord copy = public_policy(5);
  copy.evidence.path = "0.json";
  records.add(kept(public_policy(5)));
  records.add(kept(copy));
  std::vector<CountedRecord> all;
  records.append_to(all);
  REQUIRE(all.size() == 1);
  CHECK(all[0].deliveries == 2);
  CHECK(all[0].record->evidence.path == "0.json");
}

TEST_CASE("what is kept depends neither on the order of records nor on how they are divided") {
  const AlertToInvestigate alert = given_alert(1'000'000);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    std::vector<KeptRecord> given;
    for (std::uint64_t count = pick(random, 60); count > 0; --count) {
      given.push_back(kept(generate_access(random, alert, count)));
      if (pick(random, 4) == 0) given.push_back(given[pick(random, given.size())]);  // a copy
      if (pick(random, 3) == 0) {
        given.push_back(kept(requested(static_cast<Seconds>(pick(random, 400)), "GetObject", "k")));
      }
    }
    KeptRecords at_once(kFew);
    for (const KeptRecord& record : given) at_once.add(record);
    std::shuffle(given.begin(), given.end(), random);
    std::vector<KeptRecords> parts(3, KeptRecords(kFew));
    for (const KeptRecord& record : given) parts[pick(random, 3)].add(record);
    parts[1].merge(std::move(parts[2]));
    parts[0].merge(std::move(parts[1]));
    REQUIRE(described(parts[0]) == described(at_once));
  }
}

TEST_CASE("a stranger's change of an ACL is kept as a change, whatever else it requested") {
  AccessRecord both = requested(1000, "PutBucketAcl", "");
  both.subject = AccessSubject::bucket_acl;
  both.shown.push_back({both.time, openness::BucketAclSet{public_acl()}, both.evidence.event_id});
  CHECK(kind_of(both) == RecordKind::acl);
  CHECK(kind_of(requested(1000, "PutBucketAcl", "")) == RecordKind::request);
}
