// The rows of the table of decisions that take more than one record, by number; and time.

#include "investigate/openness/bucket_timeline.h"

#include "catch.h"
#include "unit/investigate/openness/states.h"

using namespace s3rare;
using namespace s3rare::tests;
using namespace s3rare::investigate::openness;

namespace {

constexpr Seconds kDay = 86'400;
constexpr Seconds kMinute = 60;

Observation at(Seconds second, Observation::Content content) {
  Observation observation;
  observation.time = {kJanuary2024 + second, 0};
  observation.content = std::move(content);
  return observation;
}

const KnownState kUnknownBucket("B", "111122223333", "us-east-1");

BucketTimeline timeline(const std::vector<Observation>& observations) {
  return make_timeline(kUnknownBucket, observations, {kJanuary2024 + 30 * kDay, 0});
}

std::string at_end(const BucketTimeline& of) {
  std::string letters;
  for (const Question question : kQuestions) {
    if (!letters.empty()) letters += ' ';
    letters += letter_of(of.last(question).openness);
  }
  return letters;
}
std::string at_end(const std::vector<Observation>& observations) {
  return at_end(timeline(observations));
}

const PolicySet kPublicPolicy{policy_of(anyone_reads())};
const PolicySet kPrivatePolicy{policy_of(statement(
    "Allow", kAllActions, kAllOfB, R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"})"))};
const PolicySet kPolicyDeleted{PolicySetting::none()};

Acl acl_for_everyone_to_read() {
  Acl acl = Acl::owner_only();
  acl.everyone.read = Truth::yes;
  return acl;
}

BlockSet block(std::string_view digits) { return {false, block_of(digits)}; }
BlockSet account_block(std::string_view digits) { return {true, block_of(digits)}; }

Requested get(Requested::Outcome outcome, bool by_acl = false) {
  Requested request;
  request.need = need_of("GetObject", false).value_or(Need{});
  request.key = "k";
  request.outcome = outcome;
  request.by_acl = by_acl;
  return request;
}

const auto kSuccess = Requested::Outcome::succeeded;
const auto kDenied = Requested::Outcome::denied;
const auto kNoSuchKey = Requested::Outcome::no_such_key;

}  // namespace

TEST_CASE("row 1: a bucket created in the logs rests on the defaults") {
  const BucketTimeline of = timeline({at(0, BucketCreated{})});
  CHECK(at_end(of) == "c c c");
  CHECK(of.last(Question::read).rests_on[static_cast<std::size_t>(Aspect::block)].kind ==
        Basis::Kind::defaulted);
}

TEST_CASE("row 5: an organization's policy and its detachment") {
  std::vector<Observation> given = {at(0, BucketCreated{}), at(1, block("0000")),
                                    at(2, account_block("0000")), at(3, kPublicPolicy)};
  given.push_back(at(10, OrganizationBlockSet{OrganizationBlock::all_on}));
  CHECK(at_end(given) == "c c c");
  given.push_back(at(20, OrganizationBlockSet{OrganizationBlock::not_attached}));
  const BucketTimeline of = timeline(given);
  CHECK(at_end(of) == "c o c");
  CHECK(of.last(Question::read).from == EventTime{kJanuary2024 + 20, 0});
  CHECK(of.last(Question::read).causes == std::vector<std::size_t>{5});
  given.back() = at(20, account_block("1111"));
  given.push_back(at(30, OrganizationBlockSet{OrganizationBlock::all_off}));
  CHECK(at_end(given) == "c m c");
}

TEST_CASE("row 16: a date closes without an event") {
  const PolicySet until_january_5{
      policy_of(anyone_reads(R"("DateLessThan":{"aws:CurrentTime":"2024-01-05T00:00:00Z"})"))};
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("0000")), at(2, until_january_5)});
  CHECK(at_end(of) == "c c c");
  const auto& read = of.intervals[static_cast<std::size_t>(Question::read)];
  REQUIRE(read.size() >= 3);
  const Interval& open = read[read.size() - 2];
  CHECK(open.openness == Openness::open);
  CHECK(open.from == EventTime{kJanuary2024 + 2, 0});
  CHECK(open.to == EventTime{kJanuary2024 + 4 * kDay, 0});
  CHECK(read.back().by_date);
  CHECK(read.back().causes.empty());
}

TEST_CASE("a request that was served before a date shows nothing after it") {
  const auto policy =
      policy_of(anyone_reads(R"("DateLessThan":{"aws:CurrentTime":"2024-01-10T00:00:00Z"})"));
  const auto of = timeline({at(0, BucketCreated{}), at(1, block("0000")), at(2, PolicySet{policy}),
                            at(100, get(Requested::Outcome::succeeded))});
  CHECK(at_end(of) == "c c c");
  CHECK(of.last(Question::read).by_date);
}

TEST_CASE("a request that was served before an answer shows a change shows nothing after it") {
  CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                at(100, get(Requested::Outcome::succeeded)), at(200, NoPolicyFound{})}) == "c c c");
  // It contradicts the state all the time.
  CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")),
                at(100, get(Requested::Outcome::succeeded)), at(200, NoPolicyFound{})}) == "c o c");
}

TEST_CASE("once ACLs count nothing is known of what objects' ACLs grant") {
  CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, OwnershipSet{Truth::no})}) ==
        "c u c");
  CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, OwnershipSet{Truth::no}),
                at(3, OwnershipSet{Truth::yes})}) == "c c c");
}

TEST_CASE("row 30: an object's ACL, its reset, and ownership") {
  std::vector<Observation> given = {at(0, BucketCreated{std::nullopt, Truth::yes}),
                                    at(1, OwnershipSet{Truth::no}), at(1, block("0000"))};
  given.push_back(at(2, ObjectAclSet{"k", {acl_for_everyone_to_read(), false}}));
  const std::string open = at_end(given);
  CHECK(open.substr(2, 1) == "o");
  std::vector<Observation> reset = given;
  reset.push_back(at(3, ObjectAclSet{"k", {Acl::owner_only(), false}}));
  CHECK(at_end(reset).substr(2, 1) != "o");
  given.push_back(at(4, OwnershipSet{Truth::yes}));
  CHECK(at_end(given) == "c c c");
  given.push_back(at(5, OwnershipSet{Truth::no}));
  CHECK(at_end(given).substr(2, 1) == "o");
}

TEST_CASE("row 32: a policy may be open from the change whose content is missing") {
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                at(9, PolicySet{PolicySetting::omitted()})});
  CHECK(at_end(of) == "m m m");
  CHECK(of.last(Question::list).from == EventTime{kJanuary2024 + 9, 0});
}

TEST_CASE("row 33: a bucket that was there before the logs") {
  CHECK(at_end(std::vector<Observation>{}) == "u u u");
  CHECK(at_end({at(0, block("1111"))}) == "c c c");
  const BucketTimeline of = timeline({at(0, block("1111")), at(5, block("0000"))});
  CHECK(at_end(of) == "m m m");
  CHECK(of.last(Question::list).causes == std::vector<std::size_t>{1});
}

TEST_CASE("row 34: a block removed from a bucket without anything to hold back") {
  CHECK(at_end({at(0, BucketCreated{}), at(5, block("0000"))}) == "c c c");
}

TEST_CASE("row 35: a public policy that was accepted shows that it was not blocked") {
  const BucketTimeline of = timeline({at(0, kPublicPolicy)});
  CHECK(at_end(of).substr(2, 1) == "o");
  const Interval& read = of.last(Question::read);
  CHECK(read.rests_on[static_cast<std::size_t>(Aspect::block)].kind == Basis::Kind::likely);
  CHECK(read.rests_on[static_cast<std::size_t>(Aspect::policy)].kind == Basis::Kind::recorded);
  CHECK_FALSE(read.lacks_change);
  CHECK(at_end({at(0, kPolicyDeleted), at(1, OwnershipSet{Truth::yes}), at(2, kPublicPolicy)}) ==
        "c o c");
}

TEST_CASE("row 36a: settings changed later, to something that the record omits") {
  CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                at(3, BlockSet{false, Block::all(Truth::maybe)})}) == "c m c");
}

TEST_CASE("row 36b: a public policy that a block on record would have refused") {
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("1111")), at(2, kPublicPolicy)});
  CHECK(at_end(of) == "c m c");
  CHECK(of.last(Question::read).lacks_change);
}

TEST_CASE("row 37: a public policy that was refused changes nothing") {
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("1111")), at(2, PublicPolicyRefused{})});
  CHECK(at_end(of) == "c c c");
  CHECK_FALSE(of.last(Question::read).lacks_change);
}

TEST_CASE("row 38a: a request that is served long after the closing shows an opening") {
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                at(100, block("1111")), at(100 + 120 * kMinute, get(kSuccess))});
  CHECK(at_end(of) == "c o c");
  CHECK(of.last(Question::read).request == std::optional<std::size_t>(4));
  CHECK(of.last(Question::read).causes.empty());
}

TEST_CASE("row 38b: a request that is served soon after the closing ends the interval") {
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                at(100, block("1111")), at(100 + 2 * kMinute, get(kSuccess))});
  CHECK(at_end(of) == "c c c");
  const auto& read = of.intervals[static_cast<std::size_t>(Question::read)];
  const Interval& open = read[read.size() - 2];
  CHECK(open.openness == Openness::open);
  CHECK(open.served_after_closing);
  CHECK(open.to == EventTime{kJanuary2024 + 100 + 2 * kMinute, 0});
}

TEST_CASE("a closing ends the interval one second later") {
  const BucketTimeline of =
      timeline({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                at(50, get(kSuccess)), at(100, block("1111")), at(100, get(kSuccess))});
  const auto& read = of.intervals[static_cast<std::size_t>(Question::read)];
  const Interval& open = read[read.size() - 2];
  CHECK(open.to == EventTime{kJanuary2024 + 101, 0});
  CHECK_FALSE(open.served_after_closing);
  CHECK(at_end(of) == "c c c");
}

TEST_CASE("the slack of 15 minutes for a bucket, of an hour for an account") {
  const auto served = [](const BlockSet& closing, Seconds after) {
    return at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                   at(100, closing), at(100 + after, get(kSuccess))});
  };
  CHECK(served(block("1111"), 15 * kMinute) == "c c c");
  CHECK(served(block("1111"), 15 * kMinute + 1) == "c o c");
  CHECK(served(account_block("1111"), 60 * kMinute) == "c c c");
  CHECK(served(account_block("1111"), 60 * kMinute + 1) == "c o c");
}

TEST_CASE("row 39: a request denied where the state is open makes it doubtful") {
  const std::vector<Observation> given = {at(0, BucketCreated{}), at(1, block("0000")),
                                          at(2, kPublicPolicy), at(9, get(kDenied))};
  const BucketTimeline of = timeline(given);
  CHECK(at_end(of) == "c m c");
  CHECK(of.last(Question::read).request == std::optional<std::size_t>(3));
  std::vector<Observation> served = given;
  served.push_back(at(10, get(kSuccess)));
  CHECK(at_end(served) == "c o c");
}

TEST_CASE("row 40a: a request that was served shows what it took") {
  const BucketTimeline of = timeline({at(0, get(kSuccess, true))});
  CHECK(at_end(of) == "u o u");
  CHECK(of.last(Question::read).request == std::optional<std::size_t>(0));
}

TEST_CASE("row 40b: to be told that there is no such key takes listing") {
  CHECK(at_end({at(0, get(kNoSuchKey))}) == "o u u");
}

TEST_CASE("row 41: a bucket that is gone, or another account's") {
  std::vector<Observation> given = {at(0, BucketCreated{}), at(1, block("0000")),
                                    at(2, kPublicPolicy), at(9, BucketDeleted{})};
  CHECK(at_end(given) == "c c c");
  given.push_back(at(20, BucketCreated{}));
  CHECK(at_end(given) == "c c c");
}

TEST_CASE("row 42: creation of an own bucket in us-east-1 resets the ACL only") {
  const std::vector<Observation> given = {at(0, BucketCreated{}), at(1, block("0000")),
                                          at(2, kPublicPolicy), at(9, BucketCreated{})};
  CHECK(at_end(given) == "c o c");
  const KnownState elsewhere("B", "111122223333", "eu-central-1");
  const BucketTimeline of = make_timeline(elsewhere, given, {kJanuary2024 + kDay, 0});
  CHECK(at_end(of) == "c c c");
  CHECK(of.last(Question::read).lacks_change);
}

TEST_CASE("row 43: two policies in one second") {
  const std::vector<Observation> given = {at(0, BucketCreated{}), at(1, block("0000")),
                                          at(5, kPublicPolicy), at(5, kPrivatePolicy)};
  const BucketTimeline of = timeline(given);
  CHECK(at_end(of) == "c m c");
  CHECK(of.last(Question::read).is_ambiguous);
  SECTION("a request that is served decides") {
    std::vector<Observation> served = given;
    served.push_back(at(6, get(kSuccess)));
    CHECK(at_end(served) == "c o c");
    CHECK_FALSE(timeline(served).last(Question::read).is_ambiguous);
  }
  SECTION("a request that is denied decides") {
    std::vector<Observation> denied = given;
    denied.push_back(at(6, get(kDenied)));
    CHECK(at_end(denied) == "c c c");
  }
}

TEST_CASE("within a second only possible orders count") {
  SECTION("the block went before the policy that it would have refused") {
    CHECK(at_end({at(0, BucketCreated{}), at(1, block("1111")), at(5, kPublicPolicy),
                  at(5, block("0000"))}) == "c o c");
  }
  SECTION("creation comes first, deletion last") {
    CHECK(at_end({at(5, kPublicPolicy), at(5, block("0000")), at(5, BucketCreated{})}) == "c o c");
    CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(5, BucketDeleted{}),
                  at(5, kPublicPolicy)}) == "c c c");
    CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                  at(5, BucketDeleted{}), at(5, BucketCreated{})}) == "c c c");
  }
}

TEST_CASE("row 44: a resource control policy attached and detached") {
  std::vector<Observation> given = {at(0, BucketCreated{}), at(1, block("0000")),
                                    at(2, kPublicPolicy)};
  const ControlSet control{
      "p-1", policy_of(R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",)"
                       R"("Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}})")};
  given.push_back(at(5, control));
  CHECK(at_end(given) == "c c c");
  given.push_back(at(6, ControlSet{"p-1", PolicySetting::none()}));
  CHECK(at_end(given) == "c o c");
  given.push_back(at(7, ControlSet{"p-2", PolicySetting::omitted()}));
  CHECK(at_end(given) == "c m c");
}

TEST_CASE("row 45: answers show that there is neither a policy nor ACLs") {
  const BucketTimeline of = timeline({at(0, NoPolicyFound{}), at(1, AclRefused{})});
  CHECK(at_end(of) == "c c c");
  CHECK(of.at(Question::read, {kJanuary2024 + 2, 0}).openness == Openness::closed);
  CHECK(of.at(Question::read, {kJanuary2024 - 1, 0}).openness == Openness::unknown);
}

TEST_CASE("what was accepted or refused shows settings") {
  SECTION("E2: a public ACL shows that ACLs are in effect") {
    CHECK(at_end({at(0, kPolicyDeleted), at(1, BucketAclSet{acl_for_everyone_to_read()})}) ==
          "o u c");
  }
  SECTION("E2 against a record: ACLs were disabled") {
    const BucketTimeline of = timeline({at(0, kPolicyDeleted), at(1, OwnershipSet{Truth::yes}),
                                        at(2, BucketAclSet{acl_for_everyone_to_read()})});
    CHECK(at_end(of) == "o u c");
    CHECK(of.last(Question::list).lacks_change);
  }
  SECTION("E3: ownership enforced shows that the ACL grants nothing") {
    CHECK(at_end({at(0, kPolicyDeleted), at(1, OwnershipSet{Truth::yes})}) == "c c c");
    CHECK(at_end({at(0, kPolicyDeleted), at(1, OwnershipSet{Truth::no}), at(1, block("0000")),
                  at(2, EnforcingRefused{})})
              .front() == 'm');
  }
  SECTION("E5: with the bucket's setting off, the account's is on") {
    CHECK(at_end({at(0, kPolicyDeleted), at(1, OwnershipSet{Truth::yes}), at(2, block("0000")),
                  at(3, kPublicPolicy), at(4, PublicPolicyRefused{})})
              .substr(2, 1) == "m");
  }
  SECTION("E6 and E7: what does not exist") {
    CHECK(
        at_end({at(0, kPublicPolicy), at(1, block("1111")), at(2, NoBlockFound{})}).substr(2, 1) ==
        "o");
    CHECK(at_end({at(0, NoOwnershipFound{}), at(1, kPolicyDeleted), at(1, block("0000"))}) ==
          "m u m");
  }
  SECTION("E8: a hint fills what is unknown, and overrides nothing") {
    CHECK(at_end({at(0, BlockHint{0})}) == "c c c");
    CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, kPublicPolicy),
                  at(3, BlockHint{0})}) == "c o c");
  }
}

TEST_CASE("the change of one object does not undo what a request showed about another") {
  std::vector<Observation> given = {at(0, get(kSuccess)),
                                    at(5, ObjectAclSet{"other", {Acl::owner_only(), false}})};
  CHECK(at_end(given).substr(2, 1) == "o");
  given.push_back(at(6, ObjectAclSet{"k", {Acl::owner_only(), false}}));
  CHECK(at_end(given).substr(2, 1) == "u");
}

TEST_CASE("a request from a named network does not show that others get in") {
  const PolicySet for_network{
      policy_of(anyone_reads(R"("IpAddress":{"aws:SourceIp":"203.0.113.0/24"})"))};
  CHECK(at_end({at(0, BucketCreated{}), at(1, block("0000")), at(2, for_network),
                at(9, get(kSuccess))}) == "c r c");
}

TEST_CASE("an object that an anonymous caller wrote is everyone's, whatever blocks refuse") {
  const Acl everyones = {{Truth::yes, Truth::no, Truth::yes, Truth::yes}, Grants::all(Truth::no)};
  const BucketTimeline of =
      timeline({at(0, BucketCreated{std::nullopt, Truth::no}), at(1, block("1000")),
                at(2, kPolicyDeleted), at(5, ObjectAclSet{"k", {everyones, false}, true})});
  CHECK(at_end(of).substr(2, 1) == "o");
  CHECK_FALSE(of.last(Question::read).lacks_change);
}
