#include "report/opened.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "report/collected/changed_buckets.h"

namespace s3rare::report {
namespace {

using investigate::openness::Openness;
using investigate::openness::Question;

Exposed exposed(Openness openness, Seconds from, std::optional<Seconds> to, bool by_change) {
  Exposed made;
  made.openness = openness;
  made.from = EventTime{from, 0};
  if (to) made.to = EventTime{*to, 0};
  if (by_change) made.opened_by.emplace_back();
  return made;
}

Incident incident(std::vector<Exposed> intervals) {
  Incident made;
  made.exposure.intervals = std::move(intervals);
  return made;
}

TEST_CASE("a bucket counts while what a change opened is open, or may be") {
  CHECK(is_opened_unreached(incident({exposed(Openness::open, 10, {}, true)})));
  CHECK(is_opened_unreached(incident({exposed(Openness::may_be_open, 10, {}, true)})));
  CHECK_FALSE(is_opened_unreached(incident({exposed(Openness::restricted, 10, {}, true)})));
  CHECK_FALSE(is_opened_unreached(incident({exposed(Openness::open, 10, 20, true)})));
  CHECK_FALSE(is_opened_unreached(incident({exposed(Openness::open, 10, {}, false)})));
  CHECK_FALSE(is_opened_unreached(incident({})));
}

TEST_CASE("a bucket that a stranger reached does not count") {
  Incident reached = incident({exposed(Openness::open, 10, {}, true)});
  reached.access.denied = 3;
  CHECK(is_opened_unreached(reached));
  reached.access.succeeded = 1;
  CHECK_FALSE(is_opened_unreached(reached));
}

TEST_CASE("doubt does not end an opening; closing does, and so does another question") {
  CHECK(is_opened_unreached(incident(
      {exposed(Openness::open, 10, 20, true), exposed(Openness::may_be_open, 20, {}, false)})));
  CHECK_FALSE(is_opened_unreached(incident(
      {exposed(Openness::open, 10, 20, true), exposed(Openness::may_be_open, 30, {}, false)})));
  CHECK_FALSE(is_opened_unreached(
      incident({exposed(Openness::open, 10, 20, true), exposed(Openness::restricted, 20, 30, false),
                exposed(Openness::may_be_open, 30, {}, false)})));
  Exposed listing = exposed(Openness::open, 10, {}, false);
  listing.question = Question::list;
  CHECK_FALSE(is_opened_unreached(incident({exposed(Openness::open, 10, 20, true), listing})));
}

TEST_CASE("certain openings come first, then older ones") {
  std::vector<Incident> incidents;
  const auto add = [&](const char* bucket, Openness openness, Seconds from) {
    incidents.push_back(incident({exposed(openness, from, {}, true)}));
    incidents.back().key.bucket = bucket;
  };
  add("maybe", Openness::may_be_open, 1);
  add("late", Openness::open, 9);
  add("closed", Openness::restricted, 1);
  add("early", Openness::open, 5);
  keep_opened_unreached(incidents);
  REQUIRE(incidents.size() == 3);
  CHECK(incidents[0].key.bucket == "early");
  CHECK(incidents[1].key.bucket == "late");
  CHECK(incidents[2].key.bucket == "maybe");
}

TEST_CASE("the last Region of a changed bucket counts, in any order of changes") {
  const OwnedBucket bucket{"111122223333", "example-a"};
  ChangedBuckets one;
  one.add(bucket, {20, 0}, "eu-west-1");
  one.add(bucket, {10, 0}, "us-east-1");
  ChangedBuckets other;
  other.add(bucket, {15, 0}, "eu-west-3");
  other.add({"111122223333", "example-0"}, {1, 0}, "");
  other.merge(std::move(one));
  const auto buckets = other.buckets();
  REQUIRE(buckets.size() == 2);
  CHECK(buckets[0].bucket.bucket == "example-0");
  CHECK(buckets[1].region == "eu-west-1");
}

TEST_CASE("of too many changed buckets the first are kept, whatever their order") {
  ChangedBuckets changed;
  for (std::size_t number = ChangedBuckets::kMost + 1; number > 0; --number) {
    changed.add({"a", std::to_string(1'000'000 + number)}, {}, {});
  }
  CHECK(changed.buckets().size() == ChangedBuckets::kMost);
  CHECK(changed.buckets().front().bucket.bucket == "1000001");
  CHECK(changed.has_left_out());
}

}  // namespace
}  // namespace s3rare::report
