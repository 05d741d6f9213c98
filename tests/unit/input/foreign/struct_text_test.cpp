#include "input/foreign/struct_text.h"

#include "catch.h"

using namespace s3rare::input;

namespace {

constexpr std::string_view kAnonymous =
    "{type=AWSAccount, principalid=, arn=null, accountid=anonymous, invokedby=null, "
    "accesskeyid=null, username=null, sessioncontext=null}";

}  // namespace

TEST_CASE("a member of a struct is read up to the next member") {
  CHECK(struct_member(kAnonymous, "type").value == "AWSAccount");
  CHECK(struct_member(kAnonymous, "accountid").value == "anonymous");
  const StructMember principal = struct_member(kAnonymous, "principalid");
  CHECK(principal.value.empty());
  CHECK(principal.value.data() != nullptr);
  CHECK(struct_member("{a=x, y, b=z}", "a").value == "x, y");
  CHECK(struct_member("{a=b=c}", "a").value == "b=c");
}

TEST_CASE("a member that is missing or null has no value") {
  CHECK(struct_member(kAnonymous, "arn").value.data() == nullptr);
  CHECK(struct_member(kAnonymous, "account").value.data() == nullptr);
  CHECK_FALSE(struct_member(kAnonymous, "account").is_ambiguous);
}

TEST_CASE("members of structs inside are not those of the struct") {
  constexpr std::string_view kRole =
      "{type=AssumedRole, accountid=111122223333, sessioncontext={attributes={mfaauthenticated="
      "false}, sessionissuer={type=Role, accountid=444455556666}}, tags=[{a=b, type=x}]}";
  CHECK(struct_member(kRole, "type").value == "AssumedRole");
  CHECK(struct_member(kRole, "accountid").value == "111122223333");
  CHECK_FALSE(struct_member(kRole, "accountid").is_ambiguous);
  CHECK(struct_member(kRole, "sessioncontext").value.starts_with("{attributes="));
}

TEST_CASE("a value that imitates a member makes the member uncertain") {
  constexpr std::string_view kForged =
      "{type=WebIdentityUser, principalid=x, accountid=anonymous, arn=null, accountid=1}";
  CHECK(struct_member(kForged, "accountid").is_ambiguous);
  CHECK(struct_member(kForged, "accountid").value.data() == nullptr);
  CHECK_FALSE(struct_member(kForged, "type").is_ambiguous);
}

TEST_CASE("brackets that do not match make everything uncertain") {
  for (const std::string_view text : {"", "type=a", "{type=a", "{type=a}}", "{type=a} ", "{a={}"}) {
    INFO(text);
    CHECK(struct_member(text, "type").is_ambiguous);
  }
}
