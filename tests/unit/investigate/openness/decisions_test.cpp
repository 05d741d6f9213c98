// The rows of the table of decisions, by number, as far as a state alone decides them.

#include "catch.h"
#include "unit/investigate/openness/states.h"

using namespace s3rare;
using namespace s3rare::tests;
using openness::Acl;
using openness::BucketState;
using openness::Grants;
using openness::Openness;
using openness::OrganizationBlock;
using openness::PolicySetting;
using openness::Truth;

namespace {

Grants granting(std::string_view permissions) {
  Grants grants = Grants::all(Truth::no);
  if (permissions == "READ" || permissions == "FULL_CONTROL") grants.read = Truth::yes;
  if (permissions == "WRITE" || permissions == "FULL_CONTROL") grants.write = Truth::yes;
  if (permissions == "FULL_CONTROL") grants.read_acp = grants.write_acp = Truth::yes;
  return grants;
}

// A bucket with ACLs that take effect, whose own ACL grants this to AllUsers.
BucketState bucket_granting(std::string_view permissions) {
  BucketState state = bucket_with(false);
  state.acl = {granting(permissions), Grants::all(Truth::no)};
  return state;
}

BucketState bucket_with_account_block(std::string_view statements, std::string_view block) {
  BucketState state = bucket_with_policy(statements);
  state.account_block = block_of(block);
  return state;
}

openness::Verdict get(const BucketState& state, std::string_view key) {
  const auto need = openness::need_of("GetObject", false);
  return openness::Evaluator(state).evaluate({*need, std::string(key), {kJanuary2024, 0}});
}

const std::string kNetwork = R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})";

}  // namespace

TEST_CASE("row 1: a bucket created in 2024 is closed by its defaults") {
  BucketState state = openness::new_bucket({kJanuary2024, 0});
  state.bucket = "B";
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 2: a public policy without blocks is open for reading") {
  CHECK(letters(bucket_with_policy(anyone_reads())) == "c o c");
}

TEST_CASE("row 3a: RestrictPublicBuckets of the bucket holds back a public policy") {
  CHECK(letters(bucket_with_policy(anyone_reads(), "0001")) == "c c c");
}

TEST_CASE("row 3b: RestrictPublicBuckets of the account holds back a public policy") {
  CHECK(letters(bucket_with_account_block(anyone_reads(), "0001")) == "c c c");
}

TEST_CASE("row 3c: the organization's block holds back a public policy") {
  BucketState state = bucket_with_policy(anyone_reads());
  state.organization = OrganizationBlock::all_on;
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 4: the other three settings do not hold back a policy that stands") {
  CHECK(letters(bucket_with_policy(anyone_reads(), "1110")) == "c o c");
}

TEST_CASE("row 5a: an organization's policy of none may lift what the account had on") {
  BucketState state = bucket_with_account_block(anyone_reads(), "1111");
  state.organization = OrganizationBlock::all_off;
  CHECK(letters(state) == "c m c");
}

TEST_CASE("row 5b: after detachment the account's own settings count again") {
  BucketState state = bucket_with_account_block(anyone_reads(), "0000");
  state.organization = OrganizationBlock::all_on;
  CHECK(letters(state) == "c c c");
  state.organization = OrganizationBlock::not_attached;
  CHECK(letters(state) == "c o c");
}

TEST_CASE("row 6a: a policy for a prefix is open for keys of that prefix only") {
  const BucketState state =
      bucket_with_policy(statement("Allow", R"("s3:GetObject")", R"("arn:aws:s3:::B/public/*")"));
  CHECK(letters(state) == "c o c");
  CHECK(get(state, "public/a").openness == Openness::open);
  CHECK(get(state, "private/a").openness == Openness::closed);
  const openness::Access access = openness::access_of(state, {kJanuary2024, 0});
  CHECK(access.read.of_some_objects);
}

TEST_CASE("row 6b: ListBucket on the bucket lets list") {
  CHECK(letters(bucket_with_policy(
            statement("Allow", R"("s3:ListBucket")", R"("arn:aws:s3:::B")"))) == "o c c");
}

TEST_CASE("row 6c: ListBucket on objects allows nothing") {
  CHECK(letters(bucket_with_policy(statement("Allow", R"("s3:ListBucket")", kObjectsOfB))) ==
        "c c c");
}

TEST_CASE("row 6d: all actions on bucket and objects are open") {
  CHECK(letters(bucket_with_policy(statement("Allow", kAllActions, kAllOfB))) == "o o o");
}

TEST_CASE("row 7a: a policy for a network is restricted to it") {
  const BucketState state = bucket_with_policy(anyone_reads(kNetwork));
  CHECK(letters(state) == "c r c");
  const openness::Verdict read = openness::access_of(state, {kJanuary2024, 0}).read;
  CHECK(read.network == Truth::yes);
  CHECK(read.endpoint == Truth::no);
  CHECK(read.signer == Truth::yes);  // from that network, too
}

TEST_CASE("row 7b: a policy for a network is not public, so no block holds it back") {
  CHECK(letters(bucket_with_policy(anyone_reads(kNetwork), "1111")) == "c r c");
}

TEST_CASE("row 8: a public statement makes the whole policy public") {
  const std::string statements = anyone_reads(kNetwork) + "," +
                                 statement("Allow", R"("s3:GetObject")", R"("arn:aws:s3:::B/x/*")");
  CHECK(letters(bucket_with_policy(statements, "1111")) == "c c c");
  CHECK(letters(bucket_with_policy(statements)) == "c o c");
}

TEST_CASE("row 9a: half of all addresses are everyone") {
  CHECK(letters(bucket_with_policy(anyone_reads(R"("IpAddress":{"aws:SourceIp":"0.0.0.0/1"})"))) ==
        "c o c");
}

TEST_CASE("row 9b: nobody comes from a private network") {
  CHECK(letters(bucket_with_policy(anyone_reads(R"("IpAddress":{"aws:SourceIp":"10.0.0.0/8"})"),
                                   "1111")) == "c c c");
  CHECK(letters(bucket_with_policy(anyone_reads(R"("IpAddress":{"aws:SourceIp":"10.0.0.0/8"})"))) ==
        "c c c");
}

TEST_CASE("row 10a: a policy for a VPC endpoint is restricted to it") {
  const BucketState state = bucket_with_policy(
      anyone_reads(R"("StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"})"), "1111");
  CHECK(letters(state) == "c r c");
  CHECK(openness::access_of(state, {kJanuary2024, 0}).read.endpoint == Truth::yes);
}

TEST_CASE("row 10b: a policy for VPCs by a pattern is public, and held back") {
  CHECK(letters(bucket_with_policy(anyone_reads(R"("StringLike":{"aws:SourceVpc":"vpc-*"})"),
                                   "0001")) == "c c c");
}

TEST_CASE("row 11a: whoever sends the Referer is let in") {
  const BucketState state =
      bucket_with_policy(anyone_reads(R"("StringLike":{"aws:Referer":"https://example.org/*"})"));
  CHECK(letters(state) == "c o c");
  const openness::Verdict read = openness::access_of(state, {kJanuary2024, 0}).read;
  REQUIRE(read.sent.size() == 1);
  CHECK(read.sent[0].first == "aws:referer");
  CHECK(read.sent[0].second.starts_with("https://example.org/"));
}

TEST_CASE("row 11b: a policy for a Referer is public, and held back") {
  CHECK(letters(bucket_with_policy(
            anyone_reads(R"("StringLike":{"aws:Referer":"https://example.org/*"})"), "0001")) ==
        "c c c");
}

TEST_CASE("row 12a: an organization's ID closes to anonymous callers") {
  CHECK(letters(bucket_with_policy(
            anyone_reads(R"("StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3"})"))) == "c c c");
}

TEST_CASE("row 12b: all but an organization are everyone: the key is absent") {
  CHECK(letters(bucket_with_policy(
            anyone_reads(R"("StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3"})"))) == "c o c");
}

TEST_CASE("row 13a: an account with IfExists closes: the key is there, as anonymous") {
  CHECK(letters(bucket_with_policy(anyone_reads(
            R"("StringEqualsIfExists":{"aws:PrincipalAccount":"111122223333"})"))) == "c c c");
}

TEST_CASE("row 13b: any userid includes anonymous") {
  CHECK(letters(bucket_with_policy(anyone_reads(R"("StringLike":{"aws:userid":"*"})"))) == "c o c");
}

TEST_CASE("row 14: no AWS service means any signed caller: the key is absent without a signature") {
  const BucketState state =
      bucket_with_policy(anyone_reads(R"("Bool":{"aws:PrincipalIsAWSService":"false"})"));
  CHECK(letters(state) == "c r c");
  const openness::Verdict read = openness::access_of(state, {kJanuary2024, 0}).read;
  CHECK(read.signer == Truth::yes);
  CHECK(read.network == Truth::no);
}

TEST_CASE("row 15: the bucket's own account limits nobody") {
  CHECK(letters(bucket_with_policy(
            anyone_reads(R"("StringEquals":{"aws:ResourceAccount":"111122223333"})"))) == "c o c");
}

TEST_CASE("row 16: a policy with a date closes without an event") {
  const BucketState state = bucket_with_policy(
      anyone_reads(R"("DateLessThan":{"aws:CurrentTime":"2024-06-01T00:00:00Z"})"));
  constexpr Seconds kJune2024 = 1'717'200'000;
  CHECK(letters(state, kJune2024 - 1) == "c o c");
  CHECK(letters(state, kJune2024) == "c c c");
  CHECK(openness::dates_of(*state.policy.policy) ==
        std::vector<EventTime>{{kJune2024, 0}, {kJune2024 + 1, 0}});
}

TEST_CASE("row 17: everyone but an account is everyone") {
  CHECK(letters(bucket_with_policy(
            statement("Allow", kAllActions, kAllOfB,
                      R"("NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"})"))) == "o o o");
}

TEST_CASE("row 18a: a Deny without TLS leaves those with TLS") {
  CHECK(letters(bucket_with_policy(anyone_reads() + "," +
                                   deny_all(R"("Bool":{"aws:SecureTransport":"false"})"))) ==
        "c o c");
}

TEST_CASE("a request comes with TLS or without") {
  const std::string without_tls = deny_all(R"("Bool":{"aws:SecureTransport":"false"})");
  const std::string with_tls = deny_all(R"("Bool":{"aws:SecureTransport":"true"})");
  CHECK(letters(bucket_with_policy(anyone_reads() + "," + without_tls + "," + with_tls)) ==
        "c c c");
}

TEST_CASE("row 18b: a Deny for callers that are no AWS service spares anonymous ones") {
  CHECK(letters(bucket_with_policy(anyone_reads() + "," +
                                   deny_all(R"("Bool":{"aws:PrincipalIsAWSService":"false"})"))) ==
        "c o c");
}

TEST_CASE("row 18c: the same Deny with IfExists closes") {
  CHECK(letters(bucket_with_policy(
            anyone_reads() + "," +
            deny_all(R"("BoolIfExists":{"aws:PrincipalIsAWSService":"false"})"))) == "c c c");
}

TEST_CASE("row 19a: a Deny for all userids but a role's closes") {
  CHECK(letters(bucket_with_policy(
            anyone_reads() + "," +
            deny_all(R"("StringNotLike":{"aws:userid":"AROAEXAMPLE:*"})"))) == "c c c");
}

TEST_CASE("row 19b: a Deny without MFA closes") {
  CHECK(letters(bucket_with_policy(anyone_reads() + "," +
                                   deny_all(R"("Null":{"aws:MultiFactorAuthAge":"true"})"))) ==
        "c c c");
}

TEST_CASE("row 20: a Deny for all but a network restricts to it") {
  const BucketState state = bucket_with_policy(
      anyone_reads() + "," + deny_all(R"("NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"})"));
  CHECK(letters(state) == "c r c");
  CHECK(openness::access_of(state, {kJanuary2024, 0}).read.network == Truth::yes);
}

TEST_CASE("row 21a: a Deny for a prefix leaves the other keys") {
  const BucketState state = bucket_with_policy(
      anyone_reads() + "," + statement("Deny", kAllActions, R"("arn:aws:s3:::B/private/*")"));
  CHECK(letters(state) == "c o c");
  CHECK(get(state, "public").openness == Openness::open);
  CHECK(get(state, "private/x").openness == Openness::closed);
}

TEST_CASE("row 21b: a Deny for all but a role closes") {
  CHECK(letters(bucket_with_policy(
            anyone_reads() + "," +
            statement("Deny", kAllActions, kAllOfB,
                      R"("NotPrincipal":{"AWS":"arn:aws:iam::111122223333:role/app"})"))) ==
        "c c c");
}

TEST_CASE("row 22: delegation to access points lets no anonymous caller in") {
  CHECK(letters(bucket_with_policy(statement(
            "Allow", kAllActions, kAllOfB,
            R"("Condition":{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}})"))) ==
        "c c c");
}

TEST_CASE("row 23: a bucket's ACL lets list; reading is the objects' own ACLs") {
  CHECK(letters(bucket_granting("READ")) == "o u c");
}

TEST_CASE("row 24a: with ACLs disabled a grant has no effect") {
  BucketState state = bucket_granting("READ");
  state.acls_disabled = Truth::yes;
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 24b: an ignored grant has no effect") {
  BucketState state = bucket_granting("READ");
  state.block = block_of("0100");
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 25: BlockPublicAcls leaves a grant that stands") {
  BucketState state = bucket_granting("READ");
  state.account_block = block_of("1000");
  CHECK(letters(state) == "o u c");
}

TEST_CASE("row 26a: a bucket's WRITE lets create; to overwrite or delete is disputed") {
  const BucketState state = bucket_granting("WRITE");
  CHECK(letters(state) == "c u o");
  const auto need = openness::need_of("DeleteObject", false);
  CHECK(openness::Evaluator(state).evaluate({*need, "k", {kJanuary2024, 0}}).openness ==
        Openness::may_be_open);
}

TEST_CASE("row 26b: FULL_CONTROL lists and writes, and lets strangers open more") {
  const BucketState state = bucket_granting("FULL_CONTROL");
  CHECK(letters(state) == "o u o");
  CHECK(openness::can_change_acl(state, {kJanuary2024, 0}).openness == Openness::open);
}

TEST_CASE("row 27: AuthenticatedUsers restricts to signed callers") {
  BucketState state = bucket_with(false);
  state.acl.signers = granting("READ");
  CHECK(letters(state) == "r u c");
  CHECK(openness::access_of(state, {kJanuary2024, 0}).list.internet == Truth::no);
}

TEST_CASE("row 28: RestrictPublicBuckets leaves what an ACL grants") {
  BucketState state = bucket_granting("READ");
  state.policy = policy_of(anyone_reads());
  state.block = block_of("0001");
  CHECK(letters(state) == "o u c");
  const openness::Verdict list = openness::access_of(state, {kJanuary2024, 0}).list;
  CHECK(list.by_acl);
  CHECK_FALSE(list.by_policy);
}

TEST_CASE("row 29: a Deny beats an ACL") {
  BucketState state = bucket_granting("READ");
  state.policy = policy_of(
      statement("Deny", R"(["s3:ListBucket","s3:ListBucketVersions"])", R"("arn:aws:s3:::B")"));
  CHECK(letters(state) == "c u c");
}

TEST_CASE("row 30a: an object's own ACL lets read it") {
  BucketState state = bucket_with(false);
  state.other_objects = Acl::owner_only();
  state.objects["k"].acl = {granting("READ"), Grants::all(Truth::no)};
  CHECK(letters(state) == "c o c");
  CHECK(get(state, "k").openness == Openness::open);
  CHECK(get(state, "k").by_acl);
  CHECK(get(state, "other").openness == Openness::closed);
}

TEST_CASE("row 30b: an object whose ACL was reset is closed") {
  BucketState state = bucket_with(false);
  state.other_objects = Acl::owner_only();
  state.objects["k"].acl = Acl::owner_only();
  CHECK(letters(state) == "c c c");
}

TEST_CASE("rows 30c and 30d: disabled ACLs of objects return with ownership") {
  BucketState state = bucket_with(true);
  state.other_objects = Acl::owner_only();
  state.objects["k"].acl = {granting("READ"), Grants::all(Truth::no)};
  CHECK(letters(state) == "c c c");
  state.acls_disabled = Truth::no;
  CHECK(letters(state) == "c o c");
}

TEST_CASE("row 31a: a policy whose content is missing may open everything") {
  BucketState state = bucket_with();
  state.policy = PolicySetting::omitted();
  CHECK(letters(state) == "m m m");
}

TEST_CASE("row 31b: what lets the internet in is public: held back, whatever the policy says") {
  BucketState state = bucket_with();
  state.policy = PolicySetting::omitted();
  state.block = block_of("0001");
  CHECK(letters(state) == "c c c");
  // A policy for networks could still let some in.
  CHECK(openness::access_of(state, {kJanuary2024, 0}).read.network == Truth::maybe);
}

TEST_CASE("row 33a: a bucket of which nothing is known is unknown") {
  BucketState state;
  state.bucket = "B";
  CHECK(letters(state) == "u u u");
}

TEST_CASE("row 33b: a full block closes whatever is there") {
  BucketState state;
  state.bucket = "B";
  state.block = block_of("1111");
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 33c: without the block, what it held back may be open") {
  BucketState state;
  state.bucket = "B";
  state.block = block_of("0000");
  CHECK(letters(state) == "m m m");
}

TEST_CASE("row 34: without a block, a bucket without policy and ACLs is closed") {
  BucketState state = openness::new_bucket({kJanuary2024, 0});
  state.bucket = "B";
  state.block = block_of("0000");
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 36a: settings whose content is missing may have opened") {
  BucketState state = bucket_with_policy(anyone_reads());
  state.block = openness::Block::all(Truth::maybe);
  CHECK(letters(state) == "c m c");
}

TEST_CASE("row 41a: a bucket that is gone is closed") {
  BucketState state = bucket_with_policy(anyone_reads());
  state.exists = Truth::no;
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 44a: a resource control policy denies callers from outside") {
  BucketState state = bucket_with_policy(anyone_reads());
  state.resource_control.push_back(policy_of(
      R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3"}}})"));
  CHECK(letters(state) == "c c c");
}

TEST_CASE("row 44b: a resource control policy whose content is missing may deny") {
  BucketState state = bucket_with_policy(anyone_reads());
  state.resource_control.push_back(PolicySetting::omitted());
  CHECK(letters(state) == "c m c");
}

TEST_CASE("row 45: no policy and no ACLs is closed, whatever else is unknown") {
  BucketState state;
  state.bucket = "B";
  state.policy = PolicySetting::none();
  state.acls_disabled = Truth::yes;
  CHECK(letters(state) == "c c c");
}

TEST_CASE("an object that no single pattern names: allowed by its end, spared by its middle") {
  CHECK(
      letters(bucket_with_policy(
          statement("Allow", R"("s3:GetObject")", R"("arn:aws:s3:::B/*b")") + "," +
          R"({"Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::*/public/*"})")) ==
      "c o c");
}
