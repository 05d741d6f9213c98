#include "investigate/access/change_words.h"

#include "catch.h"
#include "unit/investigate/access/records.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

AccessChange change_of(const AccessRecord& record) { return as_change(record, AccessEffect::none); }

std::string told(const std::string& statements) {
  return change_of(policy_set(0, statements)).told;
}

std::string reads(const std::string& condition) {
  return allow_in_alpha(R"("s3:GetObject")", "\"Condition\":" + condition);
}

std::string deny(const std::string& resources, const std::string& more = {}) {
  return "," + statement("Deny", R"("s3:*")", resources, more);
}

const std::string kReads = allow_in_alpha(R"("s3:GetObject")");

}  // namespace

TEST_CASE("a policy is described in one clause") {
  CHECK(told("") == "the bucket's policy gives nothing to everyone");
  CHECK(told(allow_in_alpha(R"(["s3:GetObject","s3:ListBucket"])")) ==
        "the bucket's policy lets everyone do s3:GetObject and s3:ListBucket");
  CHECK(told(allow_in_alpha(R"(["s3:GetObject","s3:a","s3:b","s3:c"])")) ==
        "the bucket's policy lets everyone do s3:GetObject, s3:a, s3:b and more");
  CHECK(told(statement("Allow", R"("s3:GetObject")", R"("arn:aws:s3:::alpha/*")",
                       R"("NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"})")) ==
        "the bucket's policy lets nearly everyone do s3:GetObject");
  CHECK(told(reads(R"({"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})")) ==
        "the bucket's policy lets everyone do s3:GetObject, but only from networks that it names");
  CHECK(told(reads(R"({"StringEquals":{"aws:SourceVpc":"vpc-1"}})")) ==
        "the bucket's policy lets everyone do s3:GetObject, but only through VPCs that it names");
  CHECK(told(reads(R"({"Bool":{"aws:PrincipalIsAWSService":"false"}})")) ==
        "the bucket's policy lets everyone do s3:GetObject, but only with the signature of an AWS "
        "account");
  CHECK(told(reads(R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}})")) ==
        "the bucket's policy lets everyone do s3:GetObject, but only for identities, accounts or "
        "VPCs that it names");
  CHECK(told(reads(R"({"StringEquals":{"s3:ExistingObjectTag/a":"b"}})")) ==
        "the bucket's policy lets everyone do s3:GetObject, on a Condition that does not tell whom "
        "it limits");
}

TEST_CASE("a policy for another bucket, or for settings alone, is not described as an opening") {
  CHECK(told(statement("Allow", R"("s3:GetObject")", R"("arn:aws:s3:::beta/*")")) ==
        "the bucket's policy allows everyone s3:GetObject, which lets nobody list, read or write "
        "this bucket");
  CHECK(told(allow_in_alpha(R"("s3:PutBucketPolicy")")) ==
        "the bucket's policy allows everyone s3:PutBucketPolicy, which lets nobody list, read or "
        "write this bucket");
}

TEST_CASE("a Deny is told as what it leaves") {
  CHECK(told(kReads + deny(R"("*")")) ==
        "the bucket's policy allows everyone something that a Deny statement forbids");
  CHECK(told(kReads + deny(R"("arn:aws:s3:::alpha/x")")) ==
        "the bucket's policy lets everyone do s3:GetObject, but for what Deny statements may take "
        "away");
  const AccessChange limited = change_of(policy_set(
      0, kReads +
             deny(R"("*")", R"("Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}})")));
  CHECK(limited.told ==
        "the bucket's policy lets everyone do s3:GetObject, but only from networks that it names");
  REQUIRE(limited.grants.size() == 1);
  CHECK(limited.grants[0].limited);
  CHECK(limited.grants[0].conditions ==
        std::vector<std::string>{"denied if NotIpAddress aws:SourceIp: 203.0.113.0/24"});
}

TEST_CASE("an ACL's grants name the grantee and the permission") {
  openness::Acl acl = public_acl();
  acl.signers.write = openness::Truth::yes;
  const AccessChange change = change_of(bucket_acl_set(0, acl));
  CHECK(change.told == "the bucket's ACL gives everyone READ");
  REQUIRE(change.grants.size() == 2);
  CHECK(change.grants[0].to == "everyone");
  CHECK(change.grants[0].actions == std::vector<std::string>{"READ"});
  CHECK(change.grants[1].to == "all AWS accounts");
  CHECK(change.grants[1].actions == std::vector<std::string>{"WRITE"});
  CHECK(change_of(bucket_acl_set(0, openness::Acl::omitted())).told ==
        "the bucket's ACL was set, but the record does not say to what");
}

TEST_CASE("a failed change tells what it asked for, and grants nothing") {
  AccessRecord record = public_policy(0);
  record.error_code = "AccessDenied";
  record.shown.clear();
  const AccessChange change = change_of(record);
  CHECK(change.grants.empty());
  CHECK(change.told ==
        "the request failed and changed nothing; it asked for this: the bucket's policy lets "
        "everyone do s3:GetObject");
}
