#include "property/openness/universe.h"

#include <array>
#include <utility>

namespace s3rare::tests {

using namespace investigate::openness;

namespace {

using Texts = std::vector<std::string>;

const std::string& one(const Choice& choose, const Texts& of) { return of[choose(of.size())]; }

Texts some(const Choice& choose, const Texts& of) {
  Texts texts = {one(choose, of)};
  while (choose(3) == 0) texts.push_back(one(choose, of));
  return texts;
}

const Texts kNetworks = {"0.0.0.0/1",       "203.0.113.0/24", "203.0.113.128/25", "198.51.100.0/24",
                         "10.0.0.0/8",      "0.0.0.0/0",      "198.51.100.7",     "2001:db8::/32",
                         "2001:db8::1/128", "2001::/16",      "8.0.0.0/8"};
const Texts kActions = {"s3:GetObject",
                        "s3:*",
                        "*",
                        "s3:ListBucket",
                        "s3:List*",
                        "s3:PutObject",
                        "S3:getobject",
                        "s3:DeleteObject",
                        "s3:Get*",
                        "s3:GetObjectVersion",
                        "s3:P?tObject",
                        "s3:ListBucketVersions",
                        "s3:PutBucketAcl",
                        "s3:PutBucketPolicy"};
const Texts kResources = {"arn:aws:s3:::B",
                          "arn:aws:s3:::B/*",
                          "arn:aws:s3:::B*",
                          "*",
                          "arn:aws:s3:::B/public/*",
                          "arn:aws:s3:::B/private/*",
                          "arn:aws:s3:::B/a*",
                          "arn:aws:s3:::B/*b",
                          "arn:aws:s3:::B/k",
                          "arn:aws:s3:::other/*",
                          "arn:aws:s3:::*/public/*",
                          "arn:aws:s3:::?/k",
                          "arn:aws-cn:s3:::B/public/*",
                          "arn:aws:s3:::B/${aws:username}/*"};

Condition text_condition(const Choice& choose, std::string key, const Texts& values) {
  static const Texts kOperations = {"StringEquals",
                                    "StringNotEquals",
                                    "StringLike",
                                    "StringNotLike",
                                    "StringEqualsIfExists",
                                    "StringNotEqualsIfExists",
                                    "ForAllValues:StringEquals",
                                    "ForAnyValue:StringLike",
                                    "ForAnyValue:StringNotEquals",
                                    "StringEqualsIgnoreCase"};
  return {one(choose, kOperations), std::move(key), some(choose, values)};
}

Condition choose_condition(const Choice& choose) {
  static const Texts kAddressOperations = {"IpAddress", "NotIpAddress", "IpAddressIfExists"};
  static const Texts kBoolean = {"true", "false"};
  switch (choose(16)) {
    case 0:
    case 1:
    case 2:
      return {one(choose, kAddressOperations), "aws:SourceIp", some(choose, kNetworks)};
    case 3:
      return text_condition(choose, "aws:Referer", {"https://a/*", "https://a/b", "*"});
    case 4:
      return {
          one(choose, {"Bool", "BoolIfExists"}), "aws:SecureTransport", {one(choose, kBoolean)}};
    case 5:
      return {one(choose, {"Bool", "BoolIfExists"}),
              "aws:PrincipalIsAWSService",
              {one(choose, kBoolean)}};
    case 6:
      return text_condition(choose, "aws:SourceVpce", {"vpce-1", "vpce-2", "vpce-*"});
    case 7:
      return text_condition(choose, "aws:PrincipalOrgID", {"o-1", "o-*", "*"});
    case 8:
      return text_condition(choose, "aws:PrincipalAccount", {"111122223333", "anonymous", "*"});
    case 9:
      return text_condition(choose, "aws:userid", {"AROA1:*", "anonymous", "*", "AIDA1"});
    case 10:
      return {one(choose, {"DateLessThan", "DateGreaterThanEquals"}),
              "aws:CurrentTime",
              {one(choose, {"2024-01-01T00:00:00Z", "2024-01-01T00:00:01Z", "2023-12-31"})}};
    case 11:
      return text_condition(choose, "aws:ResourceAccount", {"111122223333", "999988887777"});
    case 12:
      return text_condition(choose, "s3:ExistingObjectTag/kind", {"a", "b"});
    case 13:
      return {"Null",
              one(choose, {"aws:MultiFactorAuthAge", "aws:SourceVpce", "aws:Referer",
                           "aws:PrincipalArn", "aws:userid"}),
              {one(choose, kBoolean)}};
    case 14:
      return text_condition(choose, "s3:prefix", {"public/", "p*", ""});
    default:
      return text_condition(
          choose,
          one(choose, {"s3:DataAccessPointAccount", "AWS:SourceArn", "aws:SourceVpc",
                       "s3:x-amz-server-side-encryption-aws-kms-key-id", "aws:UserAgent"}),
          {"111122223333", "arn:aws:s3:::B", "x*"});
  }
}

Statement choose_statement(const Choice& choose, bool of_control) {
  Statement statement;
  statement.allows = !of_control && choose(5) < 3;
  constexpr std::array kWhom = {Whom::everyone, Whom::everyone,     Whom::everyone,
                                Whom::everyone, Whom::everyone_but, Whom::others};
  statement.whom = of_control ? Whom::everyone : kWhom[choose(kWhom.size())];
  statement.trusts_public_provider = statement.whom == Whom::others && choose(3) == 0;
  statement.actions = some(choose, kActions);
  statement.all_other_actions = choose(8) == 0;
  statement.resources = some(choose, kResources);
  statement.all_other_resources = choose(8) == 0;
  while (choose(2) == 0) statement.conditions.push_back(choose_condition(choose));
  return statement;
}

Truth choose_truth(const Choice& choose, std::size_t of_ten_certain) {
  if (choose(10) < of_ten_certain) return truth_of(choose(2) == 0);
  return choose(2) == 0 ? Truth::unknown : Truth::maybe;
}

Grants choose_grants(const Choice& choose) {
  if (choose(3) == 0) return Grants::all(Truth::no);
  Grants grants;
  for (Truth* of : {&grants.read, &grants.write, &grants.read_acp, &grants.write_acp}) {
    *of = choose_truth(choose, 8);
  }
  return grants;
}

Block choose_block(const Choice& choose) {
  if (choose(2) == 0) return Block::all(Truth::no);
  Block block;
  for (Truth* of :
       {&block.block_acls, &block.ignore_acls, &block.block_policy, &block.restrict_buckets}) {
    *of = choose_truth(choose, 8);
  }
  return block;
}

PolicySetting choose_setting(const Choice& choose) {
  switch (choose(12)) {
    case 0:
      return {};
    case 1:
      return PolicySetting::omitted();
    case 2:
      return PolicySetting::none();
    default:
      return PolicySetting::of(choose_policy(choose));
  }
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// One text may stand alone.
std::string json_of(const Texts& texts, const Choice& choose) {
  if (texts.size() == 1 && choose(2) == 0) return quoted(texts[0]);
  std::string json = "[";
  for (const std::string& text : texts) json += (json.size() > 1 ? "," : "") + quoted(text);
  return json + "]";
}

std::string json_of(const Statement& statement, const Choice& choose) {
  std::string json = statement.allows ? R"({"Effect":"Allow",)" : R"({"Effect":"Deny",)";
  const std::string named = R"({"AWS":"arn:aws:iam::111122223333:root"})";
  if (statement.whom == Whom::everyone_but) {
    json += "\"NotPrincipal\":" + named;
  } else if (statement.whom == Whom::everyone) {
    json += choose(2) == 0 ? R"("Principal":"*")" : R"("principal":{"AWS":["x","*"]})";
  } else {
    json += "\"Principal\":" +
            (statement.trusts_public_provider ? R"({"Federated":"accounts.google.com"})" : named);
  }
  json += statement.all_other_actions ? ",\"NotAction\":" : ",\"Action\":";
  json += json_of(statement.actions, choose);
  json += statement.all_other_resources ? ",\"NotResource\":" : ",\"Resource\":";
  json += json_of(statement.resources, choose);
  if (!statement.conditions.empty()) {
    json += ",\"Condition\":{";
    for (const Condition& condition : statement.conditions) {
      if (json.back() == '}') json += ",";
      json += quoted(condition.operation) + ":{" + quoted(condition.key) + ":" +
              json_of(condition.values, choose) + "}";
    }
    json += "}";
  }
  return json + "}";
}

}  // namespace

Policy choose_policy(const Choice& choose) {
  Policy policy = {choose_statement(choose, false)};
  while (policy.size() < 5 && choose(2) == 0) policy.push_back(choose_statement(choose, false));
  return policy;
}

BucketState choose_state(const Choice& choose) {
  BucketState state;
  state.bucket = choose(40) == 0 ? "B--x-s3" : "B";
  state.account = "111122223333";
  state.region = "us-east-1";
  if (choose(20) == 0) state.exists = choose_truth(choose, 8);
  state.policy = choose_setting(choose);
  if (choose(8) == 0) {
    state.resource_control.push_back(
        choose(3) == 0 ? PolicySetting::omitted()
                       : PolicySetting::of(Policy{choose_statement(choose, true)}));
  }
  state.acl = {choose_grants(choose), choose_grants(choose)};
  state.acls_disabled = choose_truth(choose, 8);
  state.block = choose_block(choose);
  state.account_block = choose_block(choose);
  state.organization = static_cast<OrganizationBlock>(choose(8) < 6 ? 0 : 1 + choose(3));
  for (const char* key : {"k", "public/a"}) {
    if (choose(3) != 0) continue;
    state.objects[key] = {{choose_grants(choose), choose_grants(choose)}, choose(4) == 0};
  }
  state.other_objects = {choose_grants(choose), choose_grants(choose)};
  return state;
}

Request choose_request(const Choice& choose) {
  static const Texts kEvents = {"GetObject",    "GetObject",          "HeadObject",
                                "ListObjects",  "ListObjectVersions", "PutObject",
                                "DeleteObject", "GetBucketAcl",       "PutBucketAcl",
                                "GetObjectAcl", "PutObjectAcl",       "GetBucketLocation"};
  const auto need = need_of(one(choose, kEvents), choose(5) == 0);
  Request request;
  request.need = need.value_or(Need{});
  if (request.need.of_object && choose(3) != 0) request.key = one(choose, keys_of_the_world());
  constexpr Seconds kTime = 1'704'067'200;
  request.time = {kTime - 1 + static_cast<Seconds>(choose(3)), 0};
  return request;
}

std::string json_of(const Policy& policy, const Choice& choose) {
  if (policy.size() == 1 && choose(2) == 0) {
    return "{\"Statement\":" + json_of(policy[0], choose) + "}";
  }
  std::string json = R"({"Version":"2012-10-17","Statement":[)";
  for (const Statement& statement : policy) {
    if (json.back() == '}') json += ",";
    json += json_of(statement, choose);
  }
  return json + "]}";
}

const Texts& keys_of_the_world() {
  static const Texts kKeys = [] {
    Texts keys = {"private/x/public/b", "private/x/public/zz", "a/public/b", "a/public/zz"};
    for (const std::string front : {"", "public/", "private/", "x/public/"}) {
      for (const char* back : {"", "a", "b", "k", "ab", "azb", "zz", "azzzzzzzzz", "zzzzzzzzzz"}) {
        if (!(front + back).empty()) keys.push_back(front + back);
      }
    }
    return keys;
  }();
  return kKeys;
}

Texts values_of_the_world(std::string_view key) {
  if (key == "aws:referer") return {"https://a/b", "https://a/*", "https://a/", "*", "zz"};
  if (key == "aws:sourcevpce") return {"vpce-1", "vpce-2", "vpce-*", "zz"};
  if (key == "aws:sourcevpc") return {"111122223333", "arn:aws:s3:::B", "x*", "xzz", "zz"};
  if (key == "aws:useragent") return {"111122223333", "arn:aws:s3:::B", "x*", "xzz", "zz"};
  if (key == "s3:prefix") return {"public/", "p*", "pzz", "", "zz"};
  if (key == "s3:x-amz-server-side-encryption-aws-kms-key-id") {
    return {"111122223333", "arn:aws:s3:::B", "x*", "xzz", "zz"};
  }
  return {};
}

const Texts& addresses_of_the_world() {
  static const Texts kAddresses = {"9.9.9.9",      "8.8.8.8",      "203.0.113.5", "203.0.113.200",
                                   "198.51.100.7", "198.51.100.8", "150.1.1.1",   "10.1.1.1",
                                   "2001:db8::1",  "2001:db8::2",  "2001:1::1",   "2a00::1"};
  return kAddresses;
}

}  // namespace s3rare::tests
