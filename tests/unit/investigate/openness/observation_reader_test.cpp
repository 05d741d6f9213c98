#include "investigate/openness/observation_reader.h"

#include "catch.h"
#include "json/padded_text.h"
#include "unit/investigate/openness/states.h"

using namespace s3rare;
using namespace s3rare::tests;
using namespace s3rare::investigate::openness;

namespace {

struct Written {
  std::string name;
  std::string parameters = "null";
  std::string error = {};
  std::string more = {};
  std::string identity = "111122223333";
};

std::vector<Observed> all_observed(const Written& written) {
  std::string record =
      R"({"eventSource":"s3.amazonaws.com","eventTime":"2024-01-01T00:00:00Z","eventID":"id",)"
      R"("awsRegion":"us-east-1","recipientAccountId":"111122223333","eventName":")" +
      written.name + R"(","userIdentity":{"accountId":")" + written.identity +
      R"("},"requestParameters":)" + written.parameters;
  if (!written.error.empty()) record += R"(,"errorCode":")" + written.error + "\"";
  if (!written.more.empty()) record += "," + written.more;
  ObservationReader reader;
  return reader.read(json::PaddedText(record + "}"));
}

std::optional<Observed> observed(const Written& written) {
  std::vector<Observed> all = all_observed(written);
  if (all.empty()) return std::nullopt;
  return all.front();
}

template <class Content>
Content content(const Written& written) {
  INFO(written.name << " " << written.parameters);
  const auto read = observed(written);
  REQUIRE(read);
  const auto* const of = std::get_if<Content>(&read->observation.content);
  REQUIRE(of != nullptr);
  return *of;
}

std::string digits_of(const Block& block) {
  std::string digits;
  for (const Truth of :
       {block.block_acls, block.ignore_acls, block.block_policy, block.restrict_buckets}) {
    digits += of == Truth::yes ? '1' : of == Truth::no ? '0' : '?';
  }
  return digits;
}

const std::string kPolicy =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::alpha/*"}]})";
const std::string kPolicyAsText =
    R"("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}")";

}  // namespace

TEST_CASE("an observation names account, Region, bucket and time") {
  const auto of = observed({"DeleteBucketPolicy", R"({"bucketName":"alpha","policy":""})"});
  REQUIRE(of);
  CHECK(of->account == "111122223333");
  CHECK(of->region == "us-east-1");
  CHECK(of->bucket == "alpha");
  CHECK(of->observation.time == EventTime{kJanuary2024, 0});
  CHECK(of->observation.event_id == "id");
}

TEST_CASE("the owner among the resources counts, not the trail that holds the copy") {
  const auto of = observed(
      {"PutBucketPolicy", R"({"bucketPolicy":)" + kPolicy + R"(,"bucketName":"alpha"})", "",
       R"("resources":[{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::alpha","accountId":"444455556666"}])"});
  REQUIRE(of);
  CHECK(of->account == "444455556666");
}

TEST_CASE("a record that names no bucket is none of the account's") {
  const std::string block = R"("PublicAccessBlockConfiguration":{"BlockPublicAcls":false})";
  CHECK_FALSE(observed({"PutBucketPublicAccessBlock", "{" + block + "}"}));
  CHECK_FALSE(observed({"DeleteBucketPublicAccessBlock"}));
  const auto by_host = observed({"PutBucketPublicAccessBlock",
                                 R"({"Host":"alpha.s3.us-east-1.amazonaws.com",)" + block + "}"});
  REQUIRE(by_host);
  CHECK(by_host->bucket == "alpha");
  const auto by_resource =
      observed({"DeleteBucketPublicAccessBlock", "null", "",
                R"("resources":[{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::alpha"}])"});
  REQUIRE(by_resource);
  CHECK(by_resource->bucket == "alpha");
}

TEST_CASE("a policy as an object, as text, and omitted") {
  const auto setting = [](const std::string& parameters) {
    return content<PolicySet>({"PutBucketPolicy", parameters}).policy;
  };
  using Known = PolicySetting::Known;
  CHECK(setting(R"({"bucketPolicy":)" + kPolicy + R"(,"bucketName":"alpha","policy":""})").known ==
        Known::given);
  CHECK(
      setting(R"({"bucketPolicy":)" + kPolicy + R"(,"bucketName":"alpha","policy":[""]})").known ==
      Known::given);
  CHECK(setting(R"({"bucketPolicy":)" + kPolicyAsText + R"(,"bucketName":"alpha"})").known ==
        Known::given);
  CHECK(setting(R"({"BucketPolicy":)" + kPolicy + R"(,"BucketName":"alpha"})").known ==
        Known::given);
  CHECK(setting(R"({"bucketName":"alpha","policy":""})").known == Known::omitted);
  CHECK(
      setting(R"({"bucketName":"alpha","bucketPolicy":"HIDDEN_DUE_TO_SECURITY_REASONS"})").known ==
      Known::omitted);
  CHECK(content<PolicySet>({"DeleteBucketPolicy", R"({"bucketName":"alpha"})"}).policy.known ==
        Known::none);
}

TEST_CASE("a block: real booleans and text, what is not named is off, what is omitted undecided") {
  const auto block = [](const std::string& configuration) {
    return digits_of(
        content<BlockSet>({"PutBucketPublicAccessBlock",
                           R"({"publicAccessBlock":"","bucketName":"alpha")" + configuration + "}"})
            .block);
  };
  const std::string begin = R"(,"PublicAccessBlockConfiguration":{"xmlns":"x",)";
  CHECK(block(begin + R"("RestrictPublicBuckets":false,"BlockPublicPolicy":false,)"
                      R"("BlockPublicAcls":true,"IgnorePublicAcls":true})") == "1100");
  CHECK(block(begin + R"("RestrictPublicBuckets":"TRUE","BlockPublicPolicy":"false"})") == "0001");
  CHECK(block(begin + R"("RestrictPublicBuckets":"***"})") == "000?");
  CHECK(block("") == "????");
  CHECK(digits_of(content<BlockSet>({"DeleteBucketPublicAccessBlock", R"({"bucketName":"alpha"})"})
                      .block) == "0000");
}

TEST_CASE("a block of the account, by recipient or host, in every Region") {
  const std::string parameters =
      R"({"Host":"444455556666.s3-control.us-east-1.amazonaws.com","PublicAccessBlockConfiguration":{"RestrictPublicBuckets":true,"BlockPublicPolicy":true,"BlockPublicAcls":true,"IgnorePublicAcls":true}})";
  const Written written{"PutAccountPublicAccessBlock", parameters};
  const auto of = observed(written);
  REQUIRE(of);
  CHECK(of->account == "111122223333");
  CHECK(of->bucket.empty());
  CHECK(of->region.empty());
  const auto set = content<BlockSet>(written);
  CHECK(set.of_account);
  CHECK(digits_of(set.block) == "1111");
  CHECK(content<BlockSet>({"PutPublicAccessBlock", parameters}).of_account);
  CHECK_FALSE(content<BlockSet>({"PutPublicAccessBlock", R"({"bucketName":"alpha"})"}).of_account);
}

TEST_CASE("ownership: a rule as object or list; deleted means ACLs are on") {
  const auto ownership = [](const std::string& rule) {
    return content<OwnershipSet>(
               {"PutBucketOwnershipControls",
                R"({"bucketName":"alpha","OwnershipControls":{"xmlns":"x",)" + rule + "}}"})
        .acls_disabled;
  };
  CHECK(ownership(R"("Rule":{"ObjectOwnership":"BucketOwnerEnforced"})") == Truth::yes);
  CHECK(ownership(R"("Rule":[{"ObjectOwnership":"BucketOwnerPreferred"}])") == Truth::no);
  CHECK(ownership(R"("Rules":[{"objectOwnership":"ObjectWriter"}])") == Truth::no);
  CHECK(ownership(R"("Rule":{})") == Truth::maybe);
  CHECK(content<OwnershipSet>({"DeleteBucketOwnershipControls", R"({"bucketName":"alpha"})"})
            .acls_disabled == Truth::no);
}

TEST_CASE("an ACL: canned, headers, a document with one grant or a list") {
  const auto acl = [](const std::string& parameters) {
    return content<BucketAclSet>({"PutBucketAcl", R"({"bucketName":"alpha")" + parameters + "}"})
        .acl;
  };
  const Acl read = {{Truth::yes, Truth::no, Truth::no, Truth::no}, Grants::all(Truth::no)};
  const std::string grant =
      R"({"Grantee":{"xsi:type":"Group","URI":"http://acs.amazonaws.com/groups/global/AllUsers"},"Permission":"READ"})";
  const auto document = [](const std::string& grants) {
    return R"(,"acl":"","AccessControlPolicy":{"AccessControlList":{"Grant":)" + grants + "}}";
  };
  CHECK(acl(R"(,"x-amz-acl":"public-read")") == read);
  CHECK(acl(R"(,"x-amz-acl":["public-read"])") == read);
  CHECK(acl(R"(,"x-amz-grant-read":"uri=\"http://acs.amazonaws.com/groups/global/AllUsers\"")") ==
        read);
  CHECK(acl(document(grant)) == read);
  CHECK(acl(document("[" + grant + "]")) == read);
  CHECK(acl(document(
            R"({"Grantee":{"ID":"65a011a29cdf8ec533ec3d1ccaae921c"},"Permission":"READ"})")) ==
        read);
  CHECK(
      acl(document(
              R"({"Grantee":{"URI":"http://acs.amazonaws.com/groups/global/AllUsers"},"Permission":"FULL_CONTROL"})"))
          .everyone == Grants::all(Truth::yes));
  CHECK(acl(R"(,"x-amz-acl":"authenticated-read")").signers.read == Truth::yes);
  CHECK(acl(R"(,"x-amz-acl":"private")") == Acl::owner_only());
  CHECK(acl(R"(,"x-amz-acl":"HIDDEN_DUE_TO_SECURITY_REASONS")") == Acl::omitted());
  CHECK(acl("") == Acl::omitted());
}

TEST_CASE("the ACL of an object; to write it without a header makes it private") {
  const auto acl = [](const std::string& name, const std::string& parameters) {
    return content<ObjectAclSet>({name, R"({"bucketName":"alpha","key":"k")" + parameters + "}"})
        .object.acl;
  };
  CHECK(acl("PutObject", "") == Acl::owner_only());
  CHECK(acl("CopyObject", R"(,"x-amz-acl":"public-read")").everyone.read == Truth::yes);
  CHECK(acl("PutObjectAcl", "") == Acl::omitted());
  const Acl full =
      acl("PutObjectAcl",
          R"(,"x-amz-grant-full-control":"uri=http://acs.amazonaws.com/groups/global/AllUsers")");
  CHECK(full.everyone.write == Truth::no);
  CHECK(full.everyone.write_acp == Truth::yes);
}

TEST_CASE("creation: ownership of the request, ACL of the request") {
  const auto created = content<BucketCreated>(
      {"CreateBucket", R"({"bucketName":"alpha","x-amz-object-ownership":"ObjectWriter"})"});
  CHECK(created.acls_disabled == Truth::no);
  CHECK_FALSE(created.acl.has_value());
  CHECK(content<BucketCreated>(
            {"CreateBucket", R"({"bucketName":"alpha","x-amz-acl":"public-read"})"})
            .acl.has_value());
}

TEST_CASE("a failed request changes nothing, and may show a setting") {
  const std::string alpha = R"({"bucketName":"alpha"})";
  CHECK_FALSE(observed({"PutBucketPolicy", alpha, "AccessDenied"}));
  CHECK_FALSE(observed({"DeleteBucket", alpha, "BucketNotEmpty"}));
  content<PublicPolicyRefused>(
      {"PutBucketPolicy", alpha, "AccessDenied",
       R"("errorMessage":"User: x is not authorized ... because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.")"});
  content<AclRefused>({"PutBucketAcl", alpha, "AccessControlListNotSupported"});
  content<EnforcingRefused>(
      {"PutBucketOwnershipControls", alpha, "InvalidBucketAclWithObjectOwnership"});
  content<NoPolicyFound>({"GetBucketPolicy", alpha, "NoSuchBucketPolicy"});
  content<NoPolicyFound>({"GetBucketPolicyStatus", alpha, "NoSuchBucketPolicy"});
  content<NoOwnershipFound>(
      {"GetBucketOwnershipControls", alpha, "OwnershipControlsNotFoundError"});
  CHECK_FALSE(content<NoBlockFound>(
                  {"GetBucketPublicAccessBlock", alpha, "NoSuchPublicAccessBlockConfiguration"})
                  .of_account);
  CHECK(content<NoBlockFound>(
            {"GetAccountPublicAccessBlock", "null", "NoSuchPublicAccessBlockConfiguration"})
            .of_account);
}

TEST_CASE("the size of an answer hints at a block") {
  const auto hint = [](const std::string& size) {
    return observed({"GetBucketPublicAccessBlock", R"({"bucketName":"alpha"})", "",
                     R"("additionalEventData":{"bytesTransferredOut":)" + size + "}"});
  };
  REQUIRE(hint("326"));
  CHECK(std::get<BlockHint>(hint("326")->observation.content).settings_off == 0);
  CHECK(std::get<BlockHint>(hint("330.0")->observation.content).settings_off == 4);
  CHECK_FALSE(hint("331"));
}

TEST_CASE("anonymous requests: served, denied, and told that there is no such key") {
  const std::string k = R"({"bucketName":"alpha","key":"k","Host":"alpha.s3.amazonaws.com"})";
  const auto request = [](const std::string& name, const std::string& parameters,
                          const std::string& error, const std::string& more = {}) {
    return content<Requested>({name, parameters, error, more, "anonymous"});
  };
  const Requested served = request("GetObject", k, "");
  CHECK(served.outcome == Requested::Outcome::succeeded);
  CHECK(served.need.permission == "s3:GetObject");
  CHECK(served.key == "k");
  CHECK_FALSE(served.by_acl);
  CHECK(request("GetObject", k, "", R"("additionalEventData":{"aclRequired":"Yes"})").by_acl);
  CHECK(request("GetObject", k, "NotModified").outcome == Requested::Outcome::succeeded);
  CHECK(request("GetObject", k, "AccessDenied").outcome == Requested::Outcome::denied);
  CHECK(request("GetObject", k, "NoSuchKey").outcome == Requested::Outcome::no_such_key);
  CHECK(request("GetObject", R"({"bucketName":"alpha","key":"k","versionId":"v"})", "")
            .need.permission == "s3:GetObjectVersion");
  const std::string site =
      R"({"bucketName":"alpha","key":"k","Host":"alpha.s3-website-us-east-1.amazonaws.com"})";
  CHECK_FALSE(observed({"GetObject", site, "NoSuchKey", "", "anonymous"}));
  CHECK_FALSE(observed({"PreflightRequest", k, "", "", "anonymous"}));
  CHECK(content<Requested>(
            {"ListObjects", R"({"bucketName":"alpha"})", "", "", "ANONYMOUS_PRINCIPAL"})
            .need.permission == "s3:ListBucket");
  CHECK_FALSE(observed({"GetObject", k}));
}

TEST_CASE("an object that an anonymous caller writes is the caller's") {
  const auto all =
      all_observed({"PutObject", R"({"bucketName":"alpha","key":"k"})", "", "", "anonymous"});
  REQUIRE(all.size() == 2);
  CHECK(std::get<Requested>(all[0].observation.content).need.permission == "s3:PutObject");
  const auto set = std::get<ObjectAclSet>(all[1].observation.content);
  CHECK(set.by_owner);
  CHECK(set.object.acl.everyone.read == Truth::yes);
}
