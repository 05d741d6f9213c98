// States of a bucket for tests: policies as they are written, settings as digits.
#pragma once

#include <string>
#include <string_view>

#include "investigate/openness/openness.h"
#include "investigate/openness/policy_text.h"

namespace s3rare::tests {

namespace openness = investigate::openness;

inline constexpr Seconds kJanuary2024 = 1'704'067'200;

inline openness::PolicySetting policy_of(std::string_view statements) {
  const auto policy =
      openness::read_policy_text(std::string("{\"Statement\":[").append(statements).append("]}"));
  if (!policy) throw std::invalid_argument(std::string("no policy: ").append(statements));
  return openness::PolicySetting::of(*policy);
}

/// @param more  further members of the statement, such as `"Condition":{...}`
inline std::string statement(std::string_view effect, std::string_view actions,
                             std::string_view resources, std::string_view more = {}) {
  std::string text = std::string(R"({"Effect":")").append(effect).append(R"(",)");
  if (more.find("Principal\":") == std::string_view::npos) text += R"("Principal":"*",)";
  text.append("\"Action\":").append(actions).append(",\"Resource\":").append(resources);
  if (!more.empty()) text.append(",").append(more);
  return text + "}";
}

inline constexpr std::string_view kAllActions = R"("s3:*")";
inline constexpr std::string_view kAllOfB = R"(["arn:aws:s3:::B","arn:aws:s3:::B/*"])";
inline constexpr std::string_view kObjectsOfB = R"("arn:aws:s3:::B/*")";

/// Allow `*` s3:GetObject on `B/*`, if a condition holds.
inline std::string anyone_reads(std::string_view condition = {}) {
  std::string more;
  if (!condition.empty()) more = std::string("\"Condition\":{").append(condition).append("}");
  return statement("Allow", R"("s3:GetObject")", kObjectsOfB, more);
}

/// Deny all of B to everyone, if a condition holds.
inline std::string deny_all(std::string_view condition) {
  return statement("Deny", kAllActions, kAllOfB,
                   std::string("\"Condition\":{").append(condition).append("}"));
}

/// Four digits: BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets.
inline openness::Block block_of(std::string_view digits) {
  const auto on = [&](std::size_t i) { return openness::truth_of(digits[i] == '1'); };
  return {on(0), on(1), on(2), on(3)};
}

/// A bucket without policy and grants, with all four settings off.
inline openness::BucketState bucket_with(bool acls_disabled = true) {
  openness::BucketState state;
  state.bucket = "B";
  state.account = "111122223333";
  state.region = "us-east-1";
  state.policy = openness::PolicySetting::none();
  state.acl = openness::Acl::owner_only();
  state.acls_disabled = openness::truth_of(acls_disabled);
  state.block = block_of("0000");
  return state;
}

inline openness::BucketState bucket_with_policy(std::string_view statements,
                                                std::string_view block = "0000") {
  openness::BucketState state = bucket_with();
  state.policy = policy_of(statements);
  state.block = block_of(block);
  return state;
}

/// A letter per question, list, read, write: `o` open, `m` may be open, `r` restricted, `u`
/// unknown, `c` closed.
inline char letter_of(openness::Openness of) {
  constexpr std::string_view kLetters = "curmo";
  return kLetters[static_cast<std::size_t>(of)];
}
inline std::string letters_of(const openness::Access& access) {
  return {letter_of(access.list.openness), ' ', letter_of(access.read.openness), ' ',
          letter_of(access.write.openness)};
}
inline std::string letters(const openness::BucketState& state, Seconds at = kJanuary2024) {
  return letters_of(openness::access_of(state, {at, 0}));
}

}  // namespace s3rare::tests
