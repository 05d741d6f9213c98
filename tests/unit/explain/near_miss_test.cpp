#include "explain/near_miss.h"
#include "s3rare/outcome.h"

#include <string>

#include "catch.h"
#include "s3rare/rule.h"

using namespace s3rare;
using namespace s3rare::explain;

namespace {

Field string_field(std::string_view text) { return {Field::Kind::string, text}; }

// A match; each test changes fields of it.
struct Given {
  RecordFields fields;
  Given() {
    fields.event_source = string_field(rule::kProvider);
    fields.event_name = string_field("GetObject");
    fields.identity_type = string_field("AWSAccount");
    fields.identity_account = string_field(rule::kAnonymous);
    fields.source_address = string_field("192.0.2.1");
  }
  LoggedRecord record(Seconds seconds = 0, std::string_view path = "a", std::uint64_t offset = 0) {
    return {fields, EventTime{seconds, 0}, {}, {}, {}, {}, {}, {}, path, offset};
  }
  std::optional<NearMissKind> kind(Principal principal = Principal::both) {
    return near_miss_of(record(), first_unmet_clause(fields, principal),
                        {TermField::source_address});
  }
};

}  // namespace

TEST_CASE("a match with a term and a time is not a near miss") { CHECK_FALSE(Given().kind()); }

TEST_CASE("the first clause that an anonymous record fails decides its kind of near miss") {
  Given given;
  given.fields.identity_type = string_field("IAMUser");
  CHECK(given.kind() == NearMissKind::other_identity);
  given.fields.error_code = string_field("AccessDenied");
  CHECK(given.kind() == NearMissKind::denied);
  given.fields.event_name = string_field("PutBucketPolicy");
  CHECK(given.kind() == NearMissKind::other_action);
  given.fields.error_code = {};
  CHECK(given.kind() == NearMissKind::changed);
  given.fields.event_name = string_field("HeadObject");
  CHECK(given.kind() == NearMissKind::other_action);
  given.fields.event_source = string_field("sqs.amazonaws.com");
  CHECK(given.kind() == NearMissKind::other_service);
  given.fields.identity_account = string_field("111122223333");
  CHECK_FALSE(given.kind());
}

TEST_CASE("a signed S3 request is a near miss if another account or a Cognito pool is behind it") {
  Given given;
  given.fields.identity_account = string_field("444455556666");
  const auto kind_of = [&](std::string_view recipient, std::string_view arn = {}) {
    LoggedRecord record = given.record();
    record.account = recipient;
    record.identity_arn = arn;
    return near_miss_of(record, Clause::principal, {TermField::source_address});
  };
  CHECK(kind_of("111122223333") == NearMissKind::foreign_account);
  CHECK_FALSE(kind_of("444455556666"));
  CHECK_FALSE(kind_of(""));
  given.fields.event_name = string_field("PutObject");
  CHECK(kind_of("111122223333") == NearMissKind::foreign_change);
  given.fields.error_code = string_field("AccessDenied");
  CHECK(kind_of("111122223333") == NearMissKind::foreign_account);
  constexpr std::string_view kArn =
      "arn:aws:sts::444455556666:assumed-role/Pool_Unauth/CognitoIdentityCredentials";
  CHECK(kind_of("444455556666", kArn) == NearMissKind::cognito);
  CHECK_FALSE(kind_of("444455556666", kArn.substr(0, kArn.size() - 1)));
  LoggedRecord record = given.record();
  record.identity_arn = kArn;
  CHECK(cognito_role(record) == "Pool_Unauth");
  given.fields.event_source = string_field("sqs.amazonaws.com");
  CHECK_FALSE(kind_of("111122223333", kArn));
}

TEST_CASE("the old spelling is a near miss only if the options leave it out") {
  Given given;
  given.fields.identity_account = string_field(rule::kAnonymousPrincipal);
  CHECK_FALSE(given.kind());
  CHECK(given.kind(Principal::anonymous) == NearMissKind::old_spelling);
}

TEST_CASE("a match without term or time is a near miss") {
  Given given;
  given.fields.source_address = {};
  CHECK(given.kind() == NearMissKind::without_term);
  LoggedRecord record = given.record();
  record.time = std::nullopt;
  CHECK(near_miss_of(record, std::nullopt, {TermField::source_address}) ==
        NearMissKind::without_time);
}

TEST_CASE("copies of a record are one example at its first place, and the earliest five stay") {
  Given given;
  NearMiss miss;
  for (const Seconds seconds : {9, 3, 7, 1, 5, 8, 2}) {
    miss.add(given.record(seconds, "b", 5), "x");
    miss.add(given.record(seconds, "a", 7), "x");
  }
  CHECK(miss.count == 14);
  REQUIRE(miss.examples.size() == 5);
  CHECK(miss.examples.front().time == EventTime{1, 0});
  CHECK(miss.examples.back().time == EventTime{7, 0});
  CHECK(miss.examples.front().path == "a");
}

TEST_CASE("a near miss counts the first names in order, in any order of records") {
  Given given;
  NearMiss forward;
  NearMiss backward;
  constexpr int kMany = 1500;
  for (int i = 0; i < kMany; ++i) {
    forward.add(given.record(), std::to_string(10000 + i));
    backward.add(given.record(), std::to_string(10000 + kMany - 1 - i));
  }
  CHECK(forward.by.size() == NearMiss::kNames);
  CHECK(forward.by == backward.by);
  CHECK(forward.count == kMany);
  forward.merge(backward);
  CHECK(forward.by.size() == NearMiss::kNames);
  CHECK(forward.by.rbegin()->second == 2);
}

TEST_CASE("each clause is judged on its own") {
  Given given;
  for (const Clause clause : {Clause::provider, Clause::action, Clause::outcome,
                              Clause::identity_type, Clause::principal}) {
    CHECK(meets(given.fields, clause, Principal::both));
  }
  given.fields.identity_account = string_field(rule::kAnonymousPrincipal);
  CHECK_FALSE(meets(given.fields, Clause::principal, Principal::anonymous));
  given.fields.error_code = {Field::Kind::other, {}};
  CHECK_FALSE(meets(given.fields, Clause::outcome, Principal::both));
}
