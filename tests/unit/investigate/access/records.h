// Records of who gets into a bucket, for tests.
#pragma once

#include <string>
#include <utility>

#include "investigate/access/access_record.h"
#include "unit/investigate/openness/states.h"

namespace s3rare::tests {

/// A change that was made, of bucket `alpha` of account 111122223333.
inline investigate::AccessRecord access_record(Seconds time, investigate::AccessSubject subject,
                                               std::string action,
                                               openness::Observation::Content content) {
  investigate::AccessRecord record;
  record.subject = subject;
  record.time = {time, 0};
  record.action = std::move(action);
  record.actor = "arn:aws:iam::111122223333:user/ann";
  record.account = "111122223333";
  record.bucket = "alpha";
  record.evidence = {record.action + std::to_string(time), "a.json",
                     static_cast<std::uint64_t>(time)};
  record.call = record.evidence.event_id;
  record.asked = content;
  record.shown = {{record.time, std::move(content), record.evidence.event_id}};
  return record;
}

inline std::string allow_in_alpha(std::string_view actions, std::string_view more = {}) {
  return statement("Allow", actions, R"(["arn:aws:s3:::alpha","arn:aws:s3:::alpha/*"])", more);
}

inline investigate::AccessRecord policy_set(Seconds time, const std::string& statements) {
  return access_record(time, investigate::AccessSubject::bucket_policy, "PutBucketPolicy",
                       openness::PolicySet{policy_of(statements)});
}
inline investigate::AccessRecord public_policy(Seconds time) {
  return policy_set(time, allow_in_alpha(R"("s3:GetObject")"));
}
inline investigate::AccessRecord policy_deleted(Seconds time) {
  return access_record(time, investigate::AccessSubject::bucket_policy, "DeleteBucketPolicy",
                       openness::PolicySet{openness::PolicySetting::none()});
}
inline investigate::AccessRecord block_set(Seconds time, std::string_view digits) {
  return access_record(time, investigate::AccessSubject::bucket_public_access_block,
                       "PutBucketPublicAccessBlock", openness::BlockSet{false, block_of(digits)});
}
inline investigate::AccessRecord account_block_set(Seconds time, std::string_view digits) {
  auto record =
      access_record(time, investigate::AccessSubject::account_public_access_block,
                    "PutAccountPublicAccessBlock", openness::BlockSet{true, block_of(digits)});
  record.bucket.clear();
  return record;
}
inline openness::Acl public_acl() {
  openness::Acl acl = openness::Acl::owner_only();
  acl.everyone.read = openness::Truth::yes;
  return acl;
}
inline investigate::AccessRecord bucket_acl_set(Seconds time, const openness::Acl& acl) {
  return access_record(time, investigate::AccessSubject::bucket_acl, "PutBucketAcl",
                       openness::BucketAclSet{acl});
}
inline investigate::AccessRecord object_acl_set(Seconds time, const std::string& key,
                                                const openness::Acl& acl) {
  auto record = access_record(time, investigate::AccessSubject::object_acl, "PutObjectAcl",
                              openness::ObjectAclSet{key, {acl, false}});
  record.key = key;
  record.evidence.event_id += key;
  return record;
}
/// A request of an anonymous caller.
inline investigate::AccessRecord requested(
    Seconds time, const std::string& action, const std::string& key,
    openness::Requested::Outcome outcome = openness::Requested::Outcome::succeeded) {
  openness::Requested request;
  request.need = *openness::need_of(action, false);
  if (!key.empty()) request.key = key;
  request.outcome = outcome;
  auto record = access_record(time, {}, action, request);
  record.subject.reset();
  record.asked.reset();
  return record;
}

}  // namespace s3rare::tests
