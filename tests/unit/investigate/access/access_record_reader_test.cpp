#include "investigate/access/access_record_reader.h"

#include "catch.h"
#include "input/window.h"
#include "investigate/access/change_words.h"
#include "json/padded_text.h"
#include "json/text.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

struct Given {
  std::string action;
  std::string parameters;
  std::string bucket = "alpha";
  std::string key = {};
  std::string error = {};
};

std::optional<AccessRecord> read(const Given& given) {
  std::string record =
      R"({"eventSource":"s3.amazonaws.com","eventTime":"2024-05-01T10:00:00Z","eventID":"id",)"
      R"("recipientAccountId":"111122223333","eventName":")" +
      given.action + R"(","errorCode":")" + given.error + R"(","requestParameters":)" +
      (given.parameters.empty() ? "null" : given.parameters);
  if (!given.bucket.empty()) {
    record +=
        R"(,"resources":[{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::)" + given.bucket + R"("}])";
  }
  record += "}";
  GivenActivity activity(1000, "192.0.2.9", given.bucket, given.key);
  activity.fields.event_name = string_field(given.action);
  activity.fields.error_code = string_field(given.error);
  activity.fields.identity_account = string_field("111122223333");
  activity.fields.recipient_account = string_field("111122223333");
  activity.arn = "arn:aws:iam::111122223333:user/ann";
  activity.offset = 7;
  AccessRecordReader reader;
  return reader.read(json::PaddedText(std::move(record)), activity.activity());
}

AccessRecord record_of(const Given& given) {
  CAPTURE(given.action, given.parameters);
  const auto record = read(given);
  REQUIRE(record);
  return *record;
}

AccessChange change_of(const Given& given) {
  return as_change(record_of(given), AccessEffect::none);
}

std::string block(const std::string& settings) {
  return R"({"PublicAccessBlockConfiguration":{"xmlns":"x",)" + settings + "}}";
}

const std::string kPublic =
    R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]})";
const std::string kPublicInString =
    R"("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}")";

}  // namespace

TEST_CASE("a change names who made it, when, and where its record is") {
  const AccessChange change =
      change_of({"PutBucketPolicy", R"({"bucketPolicy":)" + kPublic + R"(,"policy":""})"});
  CHECK(change.subject == AccessSubject::bucket_policy);
  CHECK(change.time == EventTime{1000, 0});
  CHECK(change.action == "PutBucketPolicy");
  CHECK(change.actor == "arn:aws:iam::111122223333:user/ann");
  CHECK(change.source == "192.0.2.9");
  CHECK(change.account == "111122223333");
  CHECK(change.bucket == "alpha");
  CHECK(change.told == "the bucket's policy lets everyone do s3:GetObject");
  CHECK(change.evidence == Evidence{"id", "a.json", 7});
  CHECK(change.grants.size() == 1);
}

TEST_CASE("a policy is read as an object or as a string, under each name") {
  const auto parameters = GENERATE_COPY(
      R"({"bucketPolicy":)" + kPublic + "}", R"({"bucketPolicy":)" + kPublicInString + "}",
      R"({"policy":)" + kPublicInString + "}", R"({"Policy":)" + kPublicInString + "}",
      R"({"policy":"","bucket\u0050olicy":)" + kPublic + "}",
      R"({"bucketPolicy":{},"bucketPolicy":)" + kPublic + "}");
  CHECK(change_of({"PutBucketPolicy", parameters}).told ==
        "the bucket's policy lets everyone do s3:GetObject");
}

TEST_CASE("a policy missing from the record is unknown") {
  const auto parameters =
      GENERATE(as<std::string>(), "", "[]", "{}", R"({"policy":""})",
               R"({"bucketPolicy":"HIDDEN"})", R"({"bucketPolicy":{}})", R"({"bucketPolicy":7})");
  const AccessChange change = change_of({"PutBucketPolicy", parameters});
  CHECK(change.told == "the bucket's policy was set, but the record does not say to what");
  CHECK(change.grants.empty());
}

TEST_CASE("a public access block blocks what its settings say") {
  const AccessChange on = change_of(
      {"PutBucketPublicAccessBlock",
       block(
           R"("BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true)")});
  CHECK(on.told == "the bucket's public access block is on in all four settings");

  const AccessChange off = change_of(
      {"PutAccountPublicAccessBlock",
       block(
           R"("BlockPublicAcls":false,"IgnorePublicAcls":"false","BlockPublicPolicy":false,"RestrictPublicBuckets":false)"),
       ""});
  CHECK(off.subject == AccessSubject::account_public_access_block);
  CHECK(off.told ==
        "all four settings of the account's public access block are off: it holds nothing back");

  const AccessChange half = change_of(
      {"PutPublicAccessBlock",
       block(R"("BlockPublicAcls":true,"IgnorePublicAcls":"TRUE","BlockPublicPolicy":false)")});
  CHECK(half.subject == AccessSubject::bucket_public_access_block);
  CHECK(half.told ==
        "of the bucket's public access block BlockPublicPolicy and "
        "RestrictPublicBuckets are off");

  CHECK(change_of({"DeleteBucketPublicAccessBlock", "{}"}).told ==
        "the bucket's public access block was removed: it holds nothing back");
  CHECK(change_of({"DeletePublicAccessBlock", "{}", ""}).subject ==
        AccessSubject::account_public_access_block);
  CHECK(change_of({"PutBucketPublicAccessBlock", "{}"}).told ==
        "the bucket's public access block was set, but the record does not say to what");
}

TEST_CASE("ownership controls turn ACLs on and off") {
  const auto controls = [](const std::string& rule) {
    return R"({"OwnershipControls":{"Rule":)" + rule + "}}";
  };
  CHECK(change_of({"PutBucketOwnershipControls",
                   controls(R"({"ObjectOwnership":"BucketOwnerEnforced"})")})
            .told == "ACLs of the bucket and its objects are disabled (BucketOwnerEnforced)");
  const AccessChange writer = change_of(
      {"PutBucketOwnershipControls", controls(R"([{"ObjectOwnership":"ObjectWriter"}])")});
  CHECK(writer.told == "ACLs of the bucket and its objects take effect");
  // The request's query has the same name, in another case.
  CHECK(change_of({"PutBucketOwnershipControls",
                   R"({"OwnershipControls":{"Rule":{"ObjectOwnership":"ObjectWriter"}},)"
                   R"("ownershipControls":""})"})
            .told == writer.told);
  CHECK(change_of({"PutBucketOwnershipControls", "{}"}).told ==
        "who owns objects was set, but the record does not say to what");
}

TEST_CASE("writing an object is a change of access only with an ACL, and resets it without") {
  for (const char* action : {"PutObject", "CopyObject", "CreateMultipartUpload"}) {
    const AccessRecord reset = record_of({action, R"({"key":"k"})", "alpha", "k"});
    CHECK_FALSE(reset.subject);
    REQUIRE(reset.shown.size() == 1);
    CHECK(std::get<openness::ObjectAclSet>(reset.shown[0].content).object.acl ==
          openness::Acl::owner_only());
    CHECK_FALSE(read({action, "", "alpha", "k"}));
    const AccessRecord opened =
        record_of({action, R"({"key":"k","x-amz-acl":"public-read"})", "alpha", "k"});
    CHECK(opened.subject == AccessSubject::object_acl);
    CHECK(opened.key == "k");
  }
  CHECK(change_of({"PutObjectAcl", R"({"key":"k","x-amz-acl":"private"})", "alpha", "k"}).told ==
        "the object's ACL gives nothing to everyone");
}

TEST_CASE("buckets, websites and CORS are reported") {
  CHECK(change_of({"CreateBucket", R"({"bucketName":"alpha"})"}).told ==
        "the bucket was created, with nothing for everyone");
  CHECK(change_of({"CreateBucket", R"({"x-amz-acl":"public-read"})"}).told ==
        "the ACL that the bucket was created with gives everyone READ");
  CHECK(change_of({"DeleteBucket", "{}"}).told == "the bucket was deleted");
  for (const char* action :
       {"PutBucketWebsite", "DeleteBucketWebsite", "PutBucketCors", "DeleteBucketCors"}) {
    const AccessRecord record = record_of({action, "{}"});
    CHECK(record.shown.empty());
    CHECK_FALSE(as_change(record, AccessEffect::none).told.empty());
  }
}

TEST_CASE("an access point is told of, and shows nothing about anonymous requests") {
  const AccessRecord created = record_of(
      {"CreateAccessPoint",
       R"({"name":"door","CreateAccessPointRequest":{"Bucket":"alpha","PublicAccessBlockConfiguration":{"RestrictPublicBuckets":false}}})",
       ""});
  CHECK(created.access_point == "door");
  CHECK(created.bucket == "alpha");
  CHECK(created.shown.empty());
  const AccessRecord policy = record_of(
      {"PutAccessPointPolicy",
       R"({"name":"arn:aws:s3:us-east-1:111122223333:accesspoint/door","PutAccessPointPolicyRequest":{"Policy":)" +
           kPublicInString + "}}",
       ""});
  CHECK(policy.access_point == "door");
  CHECK(policy.bucket.empty());
  CHECK(policy.shown.empty());
  CHECK(as_change(policy, AccessEffect::none).told ==
        "the access point's policy was set: access points take no anonymous requests");
}

TEST_CASE("a record for a bucket that names none is nobody's, and never the account's") {
  const auto damaged = GENERATE(as<std::string>(), "PutBucketPublicAccessBlock",
                                "DeleteBucketPublicAccessBlock", "PutBucketPolicy");
  const auto record = read({damaged, "{}", ""});
  if (record) {
    CHECK(record->shown.empty());
    CHECK(record->subject != AccessSubject::account_public_access_block);
  }
}

TEST_CASE("what a refused request asked for is kept, beside what the refusal shows") {
  const AccessRecord refused = record_of({"PutBucketAcl", R"({"x-amz-acl":"public-read"})", "alpha",
                                          "", "AccessControlListNotSupported"});
  REQUIRE(refused.shown.size() == 1);
  CHECK(std::holds_alternative<openness::AclRefused>(refused.shown[0].content));
  REQUIRE(refused.asked);
  CHECK(std::holds_alternative<openness::BucketAclSet>(*refused.asked));
}

TEST_CASE("a failed request changed nothing and is reported") {
  const AccessChange change =
      change_of({"PutBucketAcl", R"({"x-amz-acl":"public-read"})", "alpha", "", "AccessDenied"});
  CHECK(change.error_code == "AccessDenied");
  CHECK(change.grants.empty());
  CHECK(change.told ==
        "the request failed and changed nothing; it asked for this: the bucket's "
        "ACL gives everyone READ");
}

TEST_CASE("records that change no access are ignored") {
  CHECK_FALSE(read({"GetBucketPolicy", "{}"}));
  CHECK_FALSE(read({"putbucketpolicy", "{}"}));
  GivenActivity activity(0);
  activity.fields.event_name = string_field("PutBucketPolicy");
  activity.fields.event_source = string_field("ec2.amazonaws.com");
  AccessRecordReader reader;
  CHECK_FALSE(reader.read(json::PaddedText("{}"), activity.activity()));
}

TEST_CASE("every action that is read is also searched for in the bytes") {
  for (const char* action : {"PutBucketPolicy",
                             "DeleteBucketPolicy",
                             "PutBucketAcl",
                             "PutObjectAcl",
                             "PutBucketPublicAccessBlock",
                             "PutPublicAccessBlock",
                             "PutAccountPublicAccessBlock",
                             "DeleteBucketPublicAccessBlock",
                             "DeletePublicAccessBlock",
                             "DeleteAccountPublicAccessBlock",
                             "PutBucketOwnershipControls",
                             "DeleteBucketOwnershipControls",
                             "PutBucketWebsite",
                             "DeleteBucketWebsite",
                             "PutBucketCors",
                             "DeleteBucketCors",
                             "CreateBucket",
                             "DeleteBucket",
                             "CreateAccessPoint",
                             "DeleteAccessPoint",
                             "PutAccessPointPolicy",
                             "DeleteAccessPointPolicy",
                             "PutObject",
                             "CopyObject",
                             "CreateMultipartUpload"}) {
    CAPTURE(action);
    CHECK(is_access_change(action));
    CHECK(read({action, R"({"key":"k","x-amz-acl":"private"})"}));
  }
  CHECK_FALSE(is_access_change("GetObject"));
  CHECK_FALSE(is_access_change(""));
}

TEST_CASE("texts and lists are bounded, whatever the record holds") {
  std::string actions = R"("s3:GetObject")";
  for (int i = 0; i < 100; ++i) actions += R"(,"s3:)" + std::string(3000, 'x') + R"(")";
  std::string statements;
  for (int i = 0; i < 20; ++i) {
    statements += std::string(i == 0 ? "" : ",") +
                  R"({"Effect":"Allow","Principal":"*","Resource":"*","Action":[)" + actions + "]}";
  }
  const AccessChange change =
      change_of({"PutBucketPolicy", R"({"bucketPolicy":{"Statement":[)" + statements + "]}}",
                 std::string(1'000, 'b'), "", std::string(100'000, 'e')});
  const AccessChange open =
      change_of({"PutBucketPolicy", R"({"bucketPolicy":{"Statement":[)" + statements + "]}}"});
  CHECK(change.bucket.size() < 300);
  CHECK(change.error_code.size() < 300);
  CHECK(change.told.size() < 600);
  CHECK(open.told.size() < 600);
  REQUIRE_FALSE(open.grants.empty());
  CHECK(open.grants.size() <= 11);
  CHECK(open.grants.front().actions.front() == "s3:GetObject");
  CHECK(open.grants.front().actions.back().starts_with("and "));
  CHECK(open.grants.back().to.starts_with("and "));
  std::size_t bytes = 0;
  for (const PublicGrant& grant : open.grants) {
    for (const std::string& action : grant.actions) bytes += action.size();
  }
  CHECK(bytes < 4096);
}
