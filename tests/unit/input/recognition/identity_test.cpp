#include "input/recognition/identity.h"

#include <string>

#include "catch.h"

using namespace s3rare::input;

namespace {

std::string with(const std::string& members) {
  return R"({"eventSource":"s3.amazonaws.com","eventName":"GetObject",)" + members + "}";
}

}  // namespace

TEST_CASE("an identity as CloudTrail writes it is usable") {
  for (const char* identity :
       {R"({"type":"AWSAccount","principalId":"","accountId":"anonymous"})",
        R"({"type":"AWSService","invokedBy":"lambda.amazonaws.com"})",
        R"({"accountId":"111122223333","invokedBy":"secretsmanager.amazonaws.com"})",
        R"({"type":"WebIdentityUser","principalId":"x","userName":"1","identityProvider":"y"})",
        R"({"type":"Unknown","accountId":null})", R"( { "arn" : "arn:aws:iam::1:root" } )",
        R"({"\u0074ype":"AWSAccount","accoun\u0074Id":"anonymous"})"}) {
    INFO(identity);
    CHECK(has_usable_identity(with(std::string(R"("userIdentity":)") + identity)));
  }
  CHECK(has_usable_identity(with(R"("\u0075serIdentity":{"type":"Root","accountId":"1"})")));
}

TEST_CASE("an identity that an export renamed, flattened or dropped is not usable") {
  for (const char* members :
       {R"("x":1)", R"("userIdentity":null)", R"("userIdentity":{})", R"("userIdentity":[])",
        R"("userIdentity":"{\"type\":\"AWSAccount\"}")", R"("userIdentity":{"a":"b"})",
        R"("useridentity":{"type":"AWSAccount","accountId":"anonymous"})",
        R"("userIdentity.type":"AWSAccount","userIdentity.accountId":"anonymous")",
        R"("userIdentity":{"type":"AWSAccount"},"userIdentity.accountId":"anonymous")",
        R"("userIdentity":{"type":"AWSAccount","accountid":"anonymous"})",
        R"("userIdentity":{"Type":"AWSAccount","AccountId":"anonymous"})",
        R"("userIdentity":{"type":["AWSAccount"],"accountId":["anonymous"]})",
        R"("userIdentity":{"type":"AWSAccount","accountId":{"S":"anonymous"}})",
        R"("userIdentity":{"type":"AWSAccount","accountId":"1"},"userIdentity":null)",
        R"("requestParameters":{"userIdentity":{"type":"Root","accountId":"1"}})"}) {
    INFO(members);
    CHECK_FALSE(has_usable_identity(with(members)));
  }
}

TEST_CASE("a service event needs no identity") {
  const std::string event = R"("eventType":"AwsServiceEvent")";
  CHECK(has_usable_identity(with(event)));
  CHECK(has_usable_identity(with(event + R"(,"userIdentity":null)")));
  CHECK_FALSE(has_usable_identity(with(event + R"(,"userIdentity":"x")")));
  CHECK_FALSE(has_usable_identity(with(event + R"(,"userIdentity.type":"x")")));
  CHECK_FALSE(has_usable_identity(with(R"("eventType":"AwsApiCall")")));
}

TEST_CASE("bytes show an identity only if it begins as CloudTrail writes it") {
  CHECK(shows_identity(with(R"("userIdentity":{"type":"Root"})")));
  CHECK(shows_identity(with(R"("userIdentity" : {)"
                            "\n"
                            R"( "invokedBy":"x"})")));
  for (const char* members :
       {R"("x":1)", R"("userIdentity":null)", R"("userIdentity":{})", R"("userIdentity")",
        R"("userIdentity":{"Type":"Root"})", R"("userIdentity":"{\"type\":\"Root\"}")",
        R"("userIdentity.type":"Root")", R"("useridentity":{"type":"Root"})"}) {
    INFO(members);
    CHECK_FALSE(shows_identity(with(members)));
  }
}
