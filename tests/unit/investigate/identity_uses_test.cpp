#include "investigate/identity_uses.h"

#include "catch.h"
#include "investigate/identity_filter.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

constexpr char kRole[] = "arn:aws:sts::111122223333:assumed-role/app";
constexpr char kSession[] = "arn:aws:sts::111122223333:assumed-role/app/i-1";

void add(IdentityUses& uses, Seconds time, const std::string& address,
         const std::string& arn = kSession) {
  GivenActivity given(time, address);
  given.fields.identity_account = string_field("111122223333");
  const Activity activity = given.activity();
  uses.add(Doing(activity, nullptr), arn);
}

// A dossier's activity with one own identity.
SourceActivity filled(const IdentityUses& uses, const std::string& identity = kRole) {
  SourceActivity activity;
  activity.own_identities = {{identity, 1, {}, {}, {}}};
  uses.fill(activity, "192.0.2.1");
  return activity;
}

}  // namespace

TEST_CASE("behind the session of an assumed role is the role, behind other ARNs themselves") {
  CHECK(identity_behind(kSession) == kRole);
  CHECK(identity_behind(kRole) == kRole);
  CHECK(identity_behind("arn:aws-cn:sts::1:assumed-role/a/b/c") ==
        "arn:aws-cn:sts::1:assumed-role/a");
  CHECK(identity_behind("arn:aws:iam::111122223333:user/a/b") ==
        "arn:aws:iam::111122223333:user/a/b");
  CHECK(identity_behind("") == "");
}

TEST_CASE("the uses of an identity from other addresses are counted, the most first") {
  IdentityUses uses({kRole});
  for (const Seconds time : {5, 3, 4}) add(uses, time, "198.51.100.7");
  add(uses, 9, "203.0.113.5");
  add(uses, 7, "192.0.2.1");
  add(uses, 1, "cloudformation.amazonaws.com");
  add(uses, 1, "198.51.100.7", "arn:aws:sts::111122223333:assumed-role/application/i-1");
  const SourceActivity activity = filled(uses);
  const auto& elsewhere = activity.own_identities[0].elsewhere;
  REQUIRE(elsewhere);
  CHECK(elsewhere->records == 4);
  CHECK(elsewhere->addresses.count == 2);
  CHECK_FALSE(elsewhere->addresses.estimated);
  REQUIRE(elsewhere->top.size() == 2);
  CHECK(elsewhere->top[0].address == "198.51.100.7");
  CHECK(elsewhere->top[0].records == 3);
  CHECK(elsewhere->top[0].span.first.seconds == 3);
  CHECK(elsewhere->top[0].span.last.seconds == 5);
  CHECK(elsewhere->top[1].address == "203.0.113.5");
}

TEST_CASE("an identity that was not looked for is not known elsewhere") {
  const IdentityUses uses({"AssumedRole AROA:i-1 of account 111122223333"});
  CHECK(uses.empty());
  CHECK_FALSE(filled(uses).own_identities[0].elsewhere);
  CHECK_FALSE(filled(IdentityUses({"arn:other"})).own_identities[0].elsewhere);
}

TEST_CASE("too many addresses are counted as at least so many, in any order") {
  IdentityUses forwards({kRole});
  IdentityUses backwards = forwards.make_empty();
  IdentityUses other = forwards.make_empty();
  constexpr std::size_t kAddresses = IdentityUses::kMostAddresses + 40;
  for (std::size_t i = 0; i < kAddresses; ++i) {
    add(forwards, 1, "a" + std::to_string(i));
    add(i % 2 == 0 ? backwards : other, 1, "a" + std::to_string(kAddresses - 1 - i));
  }
  backwards.merge(std::move(other));
  for (const IdentityUses* const uses : {&forwards, &backwards}) {
    const SourceActivity activity = filled(*uses);
    const IdentityElsewhere& elsewhere = *activity.own_identities[0].elsewhere;
    CHECK(elsewhere.records == kAddresses);
    CHECK(elsewhere.addresses.count == IdentityUses::kMostAddresses);
    CHECK(elsewhere.addresses.estimated);
    CHECK(elsewhere.top.size() == IdentityUses::kMostListed);
    CHECK(elsewhere.top[0].address == "a0");
  }
}

TEST_CASE("only records with an ARN of an identity pass the filter") {
  const IdentityUses uses({kRole});
  IdentityFilter filter(uses);
  const auto passes = [&](const std::string& record) { return filter.may_concern(record); };
  CHECK(passes(R"({"userIdentity":{"arn":"arn:aws:sts::111122223333:assumed-role/app/i-1"}})"));
  CHECK(passes(R"({"x":{"arn":"y"},"arn" : "arn:aws:sts::111122223333:assumed-role/app"})"));
  CHECK(passes(R"({"arn":"arn:aws:sts::111122223333:assumed-role\/app\/i-1"})"));
  CHECK(passes(R"({"arn":"arn:aws:sts::111122223333:assumed-role/\u0061pp"})"));
  CHECK_FALSE(passes(R"({"arn":"arn:aws:sts::111122223333:assumed-role/apps/i-1"})"));
  CHECK_FALSE(passes(R"({"arn":7,"ARN":"arn:aws:sts::111122223333:assumed-role/app"})"));
  for (const char* cut : {R"({"arn")", R"({"arn":)", R"({"arn":")", R"({"arn":"arn:aws:sts)", ""}) {
    CHECK_FALSE(passes(cut));
  }
}
