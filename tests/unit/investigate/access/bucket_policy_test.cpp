#include "investigate/access/bucket_policy.h"

#include "catch.h"
#include "investigate/access/policy_condition.h"
#include "investigate/access/policy_reader.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

AccessVerdict judge(const std::string& document) {
  const auto policy = read_policy(document);
  REQUIRE(policy);
  return judge_policy(*policy, "the policy");
}

std::string allow_everyone(const std::string& condition) {
  return R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")" +
         (condition.empty() ? "" : R"(,"Condition":)" + condition) + "}";
}

std::string policy_of(const std::string& statements) {
  return R"({"Version":"2012-10-17","Statement":[)" + statements + "]}";
}

struct ConditionCase {
  const char* condition;
  AccessEffect effect;
  bool limited;
};

struct StatementCase {
  const char* statement;
  AccessEffect effect;
};

}  // namespace

TEST_CASE("Principal and NotPrincipal decide whether a statement applies to everyone") {
  const auto given = GENERATE(
      StatementCase{R"("Effect":"Allow","Principal":"*")", AccessEffect::opened},
      StatementCase{R"("Effect":"Allow","Principal":{"AWS":"*"})", AccessEffect::opened},
      StatementCase{
          R"("Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root","*"]})",
          AccessEffect::opened},
      StatementCase{R"("Effect":"Allow","Princip\u0061l":{"A\u0057S":["\u002a"]})",
                    AccessEffect::opened},
      StatementCase{R"("effect":"allow","principal":"*")", AccessEffect::opened},
      StatementCase{R"("EFFECT":"ALLOW","\u0050RINCIPAL":"*")", AccessEffect::opened},
      StatementCase{R"("Effect":"Allow","Principal":"x","principal":"*")", AccessEffect::opened},
      StatementCase{R"("Effect":"Allow","Principal":"*","PRINCIPAL":"x")", AccessEffect::none},
      StatementCase{R"("Effect":"Allow","Principals":"*")", AccessEffect::none},
      StatementCase{R"("Effect":"Allow","NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"})",
                    AccessEffect::opened},
      StatementCase{R"("Effect":"Allow","NotPrincipal":"*")", AccessEffect::none},
      StatementCase{R"("Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"})",
                    AccessEffect::none},
      StatementCase{R"("Effect":"Allow","Principal":{"AWS":["111122223333"]})", AccessEffect::none},
      StatementCase{R"("Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"})",
                    AccessEffect::none},
      StatementCase{R"("Effect":"Allow","Principal":{"CanonicalUser":"*"})", AccessEffect::none},
      StatementCase{R"("Effect":"Deny","Principal":"*")", AccessEffect::none},
      StatementCase{R"("Effect":"Audit","Principal":"*")", AccessEffect::none},
      StatementCase{R"("Effect":"Allow")", AccessEffect::none});
  CAPTURE(given.statement);
  const std::string statement =
      "{" + std::string(given.statement) + R"(,"Action":"s3:GetObject","Resource":"*"})";
  CHECK(judge(policy_of(statement)).effect == given.effect);
  CHECK(judge(R"({"Statement":)" + statement + "}").effect == given.effect);
}

TEST_CASE("a Condition limits, may limit, or does not limit a statement") {
  const auto given = GENERATE(
      // Networks.
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})", AccessEffect::may_open,
                    true},
      ConditionCase{R"({"IpAddress":{"AWS:sourceip":["192.0.2.7/24","2001:db8::/32"]}})",
                    AccessEffect::may_open, true},
      ConditionCase{R"({"IpAddressIfExists":{"aws:SourceIp":"192.0.2.1"}})", AccessEffect::may_open,
                    true},
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}})", AccessEffect::opened, false},
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":["192.0.2.0/24","0.0.0.0/1"]}})",
                    AccessEffect::opened, false},
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":"::/0"}})", AccessEffect::opened, false},
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})", AccessEffect::may_open, true},
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":"everywhere"}})", AccessEffect::may_open,
                    false},
      ConditionCase{R"({"IpAddress":{"aws:SourceIp":[]}})", AccessEffect::may_open, false},
      ConditionCase{R"({"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}})", AccessEffect::opened,
                    false},
      ConditionCase{R"({"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}})", AccessEffect::may_open,
                    false},
      // Where a request comes from.
      ConditionCase{R"({"StringEquals":{"aws:SourceVpc":"vpc-1"}})", AccessEffect::none, true},
      ConditionCase{R"({"StringEquals":{"aws:SourceVpce":["vpce-1","vpce-2"]}})",
                    AccessEffect::none, true},
      ConditionCase{R"({"StringLike":{"aws:SourceVpce":"*"}})", AccessEffect::may_open, false},
      ConditionCase{R"({"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}})", AccessEffect::opened,
                    false},
      ConditionCase{R"({"StringNotEquals":{"aws:SourceVpce":"vpce-1"}})", AccessEffect::opened,
                    false},
      ConditionCase{R"({"ArnLike":{"aws:SourceArn":"arn:aws:cloudfront::111122223333:*"}})",
                    AccessEffect::none, true},
      ConditionCase{R"({"ArnLike":{"aws:SourceArn":"arn:aws:cloudfront::*:distribution/1"}})",
                    AccessEffect::may_open, false},
      ConditionCase{R"({"StringEquals":{"aws:SourceAccount":"111122223333"}})", AccessEffect::none,
                    true},
      ConditionCase{
          R"({"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/*"}})",
          AccessEffect::none, true},
      // Who sends the request.
      ConditionCase{R"({"StringEquals":{"aws:PrincipalOrgID":"o-abc"}})", AccessEffect::none, true},
      ConditionCase{R"({"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-abc/r-1/ou-1/*"}})",
                    AccessEffect::may_open, false},
      ConditionCase{R"({"ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-abc/r-1/"}})",
                    AccessEffect::opened, false},
      ConditionCase{R"({"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-abc"}})",
                    AccessEffect::opened, false},
      ConditionCase{R"({"StringLike":{"aws:PrincipalArn":"*"}})", AccessEffect::may_open, false},
      ConditionCase{R"({"StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}})",
                    AccessEffect::none, true},
      ConditionCase{R"({"StringEquals":{"aws:userid":"${aws:userid}"}})", AccessEffect::may_open,
                    false},
      ConditionCase{R"({"Null":{"aws:PrincipalArn":"true"}})", AccessEffect::may_open, false},
      ConditionCase{R"({"Bool":{"aws:PrincipalIsAWSService":"true"}})", AccessEffect::none, true},
      ConditionCase{R"({"Bool":{"aws:PrincipalIsAWSService":false}})", AccessEffect::opened, false},
      // Conditions that anybody can meet, and conditions with an unknown effect.
      ConditionCase{R"({"Bool":{"aws:SecureTransport":true}})", AccessEffect::opened, false},
      ConditionCase{R"({"StringLike":{"aws:Referer":"https://example.com/*"}})",
                    AccessEffect::opened, false},
      ConditionCase{R"({"StringLike":{"s3:prefix":"public/*"}})", AccessEffect::opened, false},
      ConditionCase{R"({"DateLessThan":{"aws:CurrentTime":"2024-01-01T00:00:00Z"}})",
                    AccessEffect::may_open, false},
      ConditionCase{R"({"StringEquals":{"s3:ExistingObjectTag/public":"yes"}})",
                    AccessEffect::may_open, false},
      // Several conditions must all hold.
      ConditionCase{
          R"({"Bool":{"aws:SecureTransport":"true"},"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})",
          AccessEffect::may_open, true},
      ConditionCase{
          R"({"IpAddress":{"aws:SourceIp":"0.0.0.0/0"},"StringEquals":{"aws:SourceVpc":"vpc-1"}})",
          AccessEffect::none, true},
      ConditionCase{R"({})", AccessEffect::opened, false});
  CAPTURE(given.condition);
  const AccessVerdict verdict = judge(policy_of(allow_everyone(given.condition)));
  CHECK(verdict.effect == given.effect);
  REQUIRE(verdict.grants.size() == 1);
  CHECK(verdict.grants[0].limited == given.limited);
}

TEST_CASE("a statement that applies to everyone opens, whatever the others say") {
  const AccessVerdict verdict =
      judge(policy_of(allow_everyone(R"({"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})") + "," +
                      allow_everyone("") + "," +
                      allow_everyone(R"({"StringEquals":{"aws:PrincipalOrgID":"o-abc"}})")));
  CHECK(verdict.effect == AccessEffect::opened);
  REQUIRE(verdict.grants.size() == 3);
  CHECK(verdict.grants[0].conditions ==
        std::vector<std::string>{"IpAddress aws:SourceIp: 192.0.2.0/24"});
  CHECK(verdict.grants[1].to == "everyone");
  CHECK(verdict.grants[1].actions == std::vector<std::string>{"s3:GetObject"});
  CHECK(verdict.grants[1].resources == std::vector<std::string>{"arn:aws:s3:::b/*"});
  CHECK(verdict.told == "the policy lets everyone do s3:GetObject");
}

TEST_CASE("a grant that Deny removes is closed, one that Deny may remove may open") {
  const auto given = GENERATE(
      StatementCase{R"("Principal":"*","Action":"s3:*","Resource":"*")", AccessEffect::none},
      StatementCase{R"("Principal":"*","Action":"*","Resource":"arn:aws:s3:::b/*")",
                    AccessEffect::none},
      StatementCase{R"("Principal":"*","Action":["S3:GETOBJECT"],"Resource":["arn:aws:s3:::b*"])",
                    AccessEffect::none},
      StatementCase{
          R"("NotPrincipal":{"AWS":"111122223333"},"Action":"s3:Get*","Resource":"arn:aws:s3:::b/*")",
          AccessEffect::none},
      // Deny a part of it, or something else.
      StatementCase{R"("Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/private/*")",
                    AccessEffect::opened},
      StatementCase{R"("Principal":"*","Action":"s3:PutObject","Resource":"*")",
                    AccessEffect::opened},
      StatementCase{R"("Principal":"*","NotAction":"s3:GetObject","Resource":"*")",
                    AccessEffect::opened},
      StatementCase{R"("Principal":"*","Action":"s3:GetObjec?","Resource":"*")",
                    AccessEffect::opened},
      StatementCase{R"("Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*")",
                    AccessEffect::opened},
      // Deny applies to some callers only, or exempts some.
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}})",
          AccessEffect::opened},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}})",
          AccessEffect::may_open},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}})",
          AccessEffect::opened},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})",
          AccessEffect::opened},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-abc"}})",
          AccessEffect::none},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1"},"BoolIfExists":{"aws:ViaAWSService":"false"}})",
          AccessEffect::none},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/x"}})",
          AccessEffect::opened},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotLike":{"aws:Referer":"https://example.com/*"}})",
          AccessEffect::may_open},
      StatementCase{
          R"("Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Null":{"aws:PrincipalArn":"true"}})",
          AccessEffect::may_open});
  CAPTURE(given.statement);
  const std::string deny = R"({"Effect":"Deny",)" + std::string(given.statement) + "}";
  CHECK(judge(policy_of(deny + "," + allow_everyone(""))).effect == given.effect);
  CHECK(judge(policy_of(allow_everyone("") + "," + deny)).effect == given.effect);
}

TEST_CASE("several Deny statements together may close everything") {
  const std::string deny_read =
      R"({"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})";
  const std::string deny_list =
      R"({"Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"})";
  const std::string deny_rest =
      R"({"Effect":"Deny","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})";
  const std::string allow =
      R"({"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]})";
  // Listing an object is meaningless, but this code does not know that.
  CHECK(judge(policy_of(allow + "," + deny_read + "," + deny_list)).effect == AccessEffect::opened);
  CHECK(judge(policy_of(allow + "," + deny_rest)).effect == AccessEffect::none);
}

TEST_CASE("a policy is described in one clause") {
  const auto told = [](const std::string& statements) { return judge(policy_of(statements)).told; };
  CHECK(told("") == "the policy gives nothing to everyone");
  CHECK(told(R"({"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:ListBucket"],)"
             R"("Resource":"*"})") == "the policy lets everyone do s3:GetObject and s3:ListBucket");
  CHECK(told(R"({"Effect":"Allow","Principal":"*","Action":["a","b","c","d"],"Resource":"*"})") ==
        "the policy lets everyone do a, b, c and more");
  CHECK(told(R"({"Effect":"Allow","Principal":"*","NotAction":"s3:PutObject","Resource":"*"})") ==
        "the policy lets everyone do all but s3:PutObject");
  CHECK(told(allow_everyone(R"({"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}})")) ==
        "the policy lets everyone do s3:GetObject, but only from networks that it names");
  CHECK(told(allow_everyone(R"({"StringEquals":{"aws:SourceVpc":"vpc-1"}})")) ==
        "the policy lets everyone do s3:GetObject, but only for identities, accounts or VPCs that "
        "it names");
  CHECK(told(allow_everyone(R"({"StringLike":{"aws:PrincipalArn":"*"}})")) ==
        "the policy lets everyone do s3:GetObject, but only with the signature of an AWS account");
  CHECK(told(allow_everyone(R"({"Null":{"aws:TokenIssueTime":"true"}})")) ==
        "the policy lets everyone do s3:GetObject, on a Condition that does not tell whom it "
        "limits");
  CHECK(told(allow_everyone("") +
             R"(,{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})") ==
        "the policy allows everyone something that a Deny statement forbids");
  CHECK(told(allow_everyone("") +
             R"(,{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",)"
             R"("Condition":{"StringNotLike":{"aws:Referer":"x"}}})") ==
        "the policy lets everyone do s3:GetObject, unless a Deny statement forbids it, which its "
        "Condition decides");
  CHECK(
      told(allow_everyone("") +
           R"(,{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/x"})") ==
      "the policy lets everyone do s3:GetObject, but for what Deny statements may take away");
}

TEST_CASE("text that is not a policy is not read as one") {
  CHECK_FALSE(read_policy(""));
  CHECK_FALSE(read_policy("  "));
  CHECK_FALSE(read_policy("[]"));
  CHECK_FALSE(read_policy("{}"));
  CHECK_FALSE(read_policy(R"({"Statement":[{"Effect":"Allow")"));
  CHECK_FALSE(read_policy(R"({"Statement":[]} x)"));
  CHECK(read_policy(R"( {"Statement":[]} )"));
  // Statements of other types are ignored.
  const auto policy = read_policy(
      R"({"Statement":["x",7,null,{"Effect":"Allow","Principal":7,"Action":[{}],"Condition":[1]}]})");
  REQUIRE(policy);
  REQUIRE(policy->size() == 1);
  CHECK(judge_policy(*policy, "the policy").effect == AccessEffect::none);
}

TEST_CASE("a policy with very many patterns is judged quickly") {
  std::string actions = R"("s3:a*")";
  for (int i = 0; i < 20'000; ++i) actions += R"(,"s3:a)" + std::to_string(i) + R"(*")";
  const std::string rest = R"(,"Principal":"*","Resource":"arn:aws:s3:::b/*","Action":[)" + actions;
  const AccessVerdict verdict =
      judge(policy_of(R"({"Effect":"Allow")" + rest + "]}," + R"({"Effect":"Deny")" + rest + "]}"));
  CHECK(verdict.effect != AccessEffect::may_open);
}
