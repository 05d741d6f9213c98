#include "investigate/openness/policy_text.h"

#include "catch.h"
#include "investigate/openness/pattern.h"

using namespace s3rare;
using namespace s3rare::investigate::openness;

TEST_CASE("a policy that is not understood is no policy, rather than half of one") {
  const auto is_policy = [](std::string_view statement) {
    return read_policy_text(std::string("{\"Statement\":").append(statement).append("}"))
        .has_value();
  };
  CHECK(is_policy(R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"})"));
  CHECK(is_policy("[]"));
  CHECK_FALSE(is_policy(R"({"Effect":"Perhaps","Principal":"*","Action":"s3:*","Resource":"*"})"));
  CHECK_FALSE(is_policy(R"({"Principal":"*","Action":"s3:*","Resource":"*"})"));
  CHECK_FALSE(is_policy(R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})"));
  CHECK_FALSE(is_policy(R"({"Effect":"Allow","Principal":"*","Resource":"*"})"));
  CHECK_FALSE(is_policy(R"({"Effect":"Allow","Principal":"*","Action":"s3:*"})"));
  CHECK_FALSE(is_policy(
      R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":"x"})"));
  CHECK_FALSE(is_policy("\"x\""));
  CHECK_FALSE(read_policy_text("HIDDEN_DUE_TO_SECURITY_REASONS").has_value());
  CHECK_FALSE(read_policy_text("").has_value());
  CHECK_FALSE(read_policy_text("{}").has_value());
}

TEST_CASE("who a statement is for") {
  const auto whom = [](std::string_view principal) {
    const auto policy = read_policy_text(std::string(R"({"statement":{"effect":"allow",)")
                                             .append(principal)
                                             .append(R"(,"action":"s3:*","resource":"*"}})"));
    REQUIRE(policy);
    return policy->front();
  };
  CHECK(whom(R"("principal":"*")").whom == Whom::everyone);
  CHECK(whom(R"("Principal":{"AWS":"*"})").whom == Whom::everyone);
  CHECK(whom(R"("Principal":{"AWS":["arn:aws:iam::111122223333:root","*"]})").whom ==
        Whom::everyone);
  CHECK(whom(R"("Principal":{"AWS":"111122223333"})").whom == Whom::others);
  CHECK(whom(R"("Principal":{"Service":"cloudfront.amazonaws.com"})").whom == Whom::others);
  CHECK(whom(R"("NotPrincipal":{"AWS":"111122223333"})").whom == Whom::everyone_but);
  CHECK(whom(R"("NotPrincipal":"*")").whom == Whom::others);
  CHECK(whom(R"("Principal":{"Federated":"accounts.google.com"})").trusts_public_provider);
  CHECK_FALSE(whom(R"("Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/x"})")
                  .trusts_public_provider);
}

TEST_CASE("stars cross slashes, escapes are literal, variables are not decided") {
  CHECK(Pattern("a*").matches("a/b/c") == Truth::yes);
  CHECK(Pattern("a?c").matches("a/c") == Truth::yes);
  CHECK(Pattern("a${*}").matches("a*") == Truth::yes);
  CHECK(Pattern("a${*}").matches("ab") == Truth::no);
  CHECK(Pattern("a${?}b${$}").matches("a?b$") == Truth::yes);
  CHECK(Pattern("a\\*").matches("a\\b") == Truth::yes);
  CHECK(Pattern("home/${aws:username}/*").matches("home/x/y") == Truth::maybe);
}
