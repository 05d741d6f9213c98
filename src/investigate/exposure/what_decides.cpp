#include "investigate/exposure/what_decides.h"

#include <algorithm>
#include <string_view>

namespace s3rare::investigate {
namespace {

using openness::Truth;

bool is_open_question(Truth truth) { return truth == Truth::unknown || truth == Truth::maybe; }

bool is_open_question(const openness::Block& of) {
  return is_open_question(of.ignore_acls) || is_open_question(of.restrict_buckets);
}

bool is_open_question(const openness::Acl& acl) {
  const openness::Grants& of = acl.everyone;
  return is_open_question(of.read) || is_open_question(of.write);
}

// An argument of a shell command.
std::string quoted(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  };
  if (!text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), is_plain)) {
    return std::string(text);
  }
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

class Commands {
 public:
  explicit Commands(const openness::BucketState& state) : state_(state) {}

  std::string of_bucket(std::string_view operation, std::string_view more = {}) const {
    std::string command = "aws s3api ";
    command.append(operation).append(" --bucket ").append(quoted(state_.bucket));
    if (!state_.account.empty()) {
      command.append(" --expected-bucket-owner ").append(quoted(state_.account));
    }
    return command.append(more);
  }
  std::string account() const {
    return state_.account.empty() ? "ACCOUNT" : quoted(state_.account);
  }
  std::string proof() const {
    std::string command = "aws s3api list-objects-v2 --bucket ";
    command.append(quoted(state_.bucket)).append(" --max-keys 1 --no-sign-request");
    if (!state_.region.empty()) command.append(" --region ").append(quoted(state_.region));
    return command;
  }

 private:
  const openness::BucketState& state_;
};

}  // namespace

std::vector<Undecided> what_decides(const openness::BucketState& state) {
  using Known = openness::PolicySetting::Known;
  const Commands commands(state);
  std::vector<Undecided> undecided;
  if (state.policy.known == Known::unseen || state.policy.known == Known::omitted) {
    undecided.push_back({"the bucket's policy",
                         "PutBucketPolicy with its content, or DeleteBucketPolicy",
                         commands.of_bucket("get-bucket-policy", " --query Policy --output text")});
  }
  if (is_open_question(state.block)) {
    undecided.push_back({"the bucket's public access block",
                         "PutBucketPublicAccessBlock with its content, or "
                         "DeleteBucketPublicAccessBlock",
                         commands.of_bucket("get-public-access-block")});
  }
  if (is_open_question(openness::effective_block(state.account_block, state.organization))) {
    undecided.push_back(
        {"the account's public access block, as effective",
         "PutAccountPublicAccessBlock or DeleteAccountPublicAccessBlock, in any "
         "Region",
         "aws s3control get-public-access-block --account-id " + commands.account()});
  }
  if (state.organization == openness::OrganizationBlock::omitted ||
      state.organization == openness::OrganizationBlock::all_off) {
    undecided.push_back({"the organization's S3 policy",
                         "AttachPolicy and CreatePolicy in the management account's trail",
                         "aws organizations describe-effective-policy --policy-type S3_POLICY "
                         "--target-id " +
                             commands.account()});
  }
  if (is_open_question(state.acls_disabled)) {
    undecided.push_back({"whether ACLs are disabled",
                         "PutBucketOwnershipControls with its content, or "
                         "DeleteBucketOwnershipControls",
                         commands.of_bucket("get-bucket-ownership-controls")});
  }
  if (state.acls_disabled != Truth::yes && is_open_question(state.acl)) {
    undecided.push_back({"the bucket's ACL", "PutBucketAcl with its content",
                         commands.of_bucket("get-bucket-acl")});
  }
  if (state.acls_disabled != Truth::yes && is_open_question(state.other_objects)) {
    undecided.push_back({"the ACLs of objects",
                         "PutObject, CopyObject and PutObjectAcl: data events",
                         commands.of_bucket("get-object-acl", " --key KEY")});
  }
  undecided.push_back({"a request without a signature",
                       "an anonymous request that succeeded or was denied", commands.proof()});
  return undecided;
}

}  // namespace s3rare::investigate
