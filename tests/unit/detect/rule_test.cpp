#include "s3rare/rule.h"

#include "catch.h"

using namespace s3rare;

namespace {

Field string(std::string_view text) { return {Field::Kind::string, text}; }

RecordFields matching_record() {
  RecordFields record;
  record.event_source = string("s3.amazonaws.com");
  record.event_name = string("GetObject");
  record.identity_type = string("AWSAccount");
  record.identity_account = string("anonymous");
  return record;
}

std::optional<Clause> unmet(const RecordFields& record) {
  return first_unmet_clause(record, Principal::both);
}

}  // namespace

TEST_CASE("a record that meets every clause matches") { CHECK_FALSE(unmet(matching_record())); }

TEST_CASE("each of the rule's actions matches, and no other") {
  RecordFields record = matching_record();
  for (const auto action : rule::kActions) {
    record.event_name = string(action);
    CHECK_FALSE(unmet(record));
  }
  for (const char* action : {"getobject", "HeadObject", "GetObjectAcl", "ListBuckets", ""}) {
    record.event_name = string(action);
    CHECK(unmet(record) == Clause::action);
  }
}

TEST_CASE("another service fails the provider") {
  RecordFields record = matching_record();
  record.event_source = string("S3.amazonaws.com");
  CHECK(unmet(record) == Clause::provider);
  record.event_source = {Field::Kind::other, {}};
  CHECK(unmet(record) == Clause::provider);
  record.event_source = {};
  CHECK(unmet(record) == Clause::provider);
}

TEST_CASE("an error of any type fails the outcome") {
  for (Field RecordFields::*error : {&RecordFields::error_code, &RecordFields::error_message}) {
    RecordFields record = matching_record();
    record.*error = string("AccessDenied");
    CHECK(unmet(record) == Clause::outcome);
    record.*error = {Field::Kind::other, {}};
    CHECK(unmet(record) == Clause::outcome);
  }
}

TEST_CASE("a null or empty error is a success") {
  for (Field RecordFields::*error : {&RecordFields::error_code, &RecordFields::error_message}) {
    RecordFields record = matching_record();
    record.*error = {Field::Kind::null, {}};
    CHECK_FALSE(unmet(record));
    record.*error = string("");
    CHECK_FALSE(unmet(record));
  }
}

TEST_CASE("the identity is an account or unknown") {
  RecordFields record = matching_record();
  record.identity_type = string("Unknown");
  CHECK_FALSE(unmet(record));
  for (const char* type : {"IAMUser", "AWSService", "awsaccount", ""}) {
    record.identity_type = string(type);
    CHECK(unmet(record) == Clause::identity_type);
  }
}

TEST_CASE("both spellings of the principal match unless restricted") {
  RecordFields record = matching_record();
  CHECK_FALSE(first_unmet_clause(record, Principal::anonymous));
  record.identity_account = string("ANONYMOUS_PRINCIPAL");
  CHECK_FALSE(unmet(record));
  CHECK(first_unmet_clause(record, Principal::anonymous) == Clause::principal);
  for (const char* account : {"Anonymous", "anonymous ", "111122223333", ""}) {
    record.identity_account = string(account);
    CHECK(unmet(record) == Clause::principal);
  }
}
