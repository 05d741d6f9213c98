#include "investigate/exposure/what_decides.h"

#include <algorithm>

#include "catch.h"
#include "unit/investigate/openness/states.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

bool has(const std::vector<Undecided>& all, const std::string& command) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Undecided& of) { return of.command == command; });
}

}  // namespace

TEST_CASE("of a known state only the proof is left to ask for") {
  const auto undecided = what_decides(bucket_with());
  REQUIRE(undecided.size() == 1);
  CHECK(undecided[0].command ==
        "aws s3api list-objects-v2 --bucket B --max-keys 1 --no-sign-request --region us-east-1");
}

TEST_CASE("each part that is not known has a command that prints it") {
  openness::BucketState state;
  state.bucket = "B";
  state.account = "111122223333";
  state.account_block = openness::Block::all(openness::Truth::maybe);
  state.organization = openness::OrganizationBlock::omitted;
  const auto undecided = what_decides(state);
  CHECK(has(undecided,
            "aws s3api get-bucket-policy --bucket B --expected-bucket-owner 111122223333 --query "
            "Policy --output text"));
  CHECK(has(undecided,
            "aws s3api get-public-access-block --bucket B --expected-bucket-owner 111122223333"));
  CHECK(has(undecided, "aws s3control get-public-access-block --account-id 111122223333"));
  CHECK(has(undecided,
            "aws organizations describe-effective-policy --policy-type S3_POLICY --target-id "
            "111122223333"));
  CHECK(has(undecided,
            "aws s3api get-bucket-ownership-controls --bucket B "
            "--expected-bucket-owner 111122223333"));
  CHECK(has(undecided, "aws s3api get-bucket-acl --bucket B --expected-bucket-owner 111122223333"));
}

TEST_CASE("a name that a stranger chose does not leave its quotes") {
  openness::BucketState state = bucket_with();
  state.bucket = "a'; rm -rf ~ #";
  state.account.clear();
  CHECK(
      what_decides(state).back().command ==
      R"(aws s3api list-objects-v2 --bucket 'a'\''; rm -rf ~ #' --max-keys 1 --no-sign-request --region us-east-1)");
  state.bucket = "--endpoint-url=http://192.0.2.1";
  CHECK(what_decides(state).back().command.find("--bucket '--endpoint-url=http://192.0.2.1' ") !=
        std::string::npos);
}
