#include "property/generate_access.h"

#include <array>

namespace s3rare::tests {
namespace {

namespace openness = investigate::openness;
using investigate::AccessRecord;
using investigate::AccessSubject;
using openness::Acl;
using openness::Block;
using openness::Truth;

constexpr std::array<Seconds, 12> kDistances = {
    -90 * kSecondsPerDay, -kSecondsPerDay,    -901, -900, -60, -1, 0, 0, 1, 3600,
    kSecondsPerDay,       40 * kSecondsPerDay};

openness::PolicySetting generate_policy(Random& random, const std::string& bucket) {
  if (pick(random, 6) == 0) return openness::PolicySetting::omitted();
  openness::Statement statement;
  statement.allows = true;
  statement.whom = pick(random, 4) == 0 ? openness::Whom::others : openness::Whom::everyone;
  statement.actions = {pick(random, 2) == 0 ? "s3:GetObject" : "s3:ListBucket"};
  if (pick(random, 4) == 0) statement.actions.emplace_back("s3:*");
  statement.resources = {"arn:aws:s3:::" + bucket, "arn:aws:s3:::" + bucket + "/*"};
  switch (pick(random, 6)) {
    case 0:
      statement.conditions = {{"IpAddress", "aws:SourceIp", {"192.0.2.0/28"}}};
      break;
    case 1:
      statement.conditions = {{"StringLike", "aws:Referer", {"*"}}};
      break;
    case 2:
      statement.conditions = {{"StringEquals", "s3:ExistingObjectTag/a", {"b"}}};
      break;
    default:
      break;
  }
  return openness::PolicySetting::of({statement});
}

Acl generate_acl(Random& random) {
  Acl acl = Acl::owner_only();
  switch (pick(random, 5)) {
    case 0:
      return Acl::omitted();
    case 1:
      acl.signers.read = Truth::yes;
      return acl;
    case 2:
      return acl;
    default:
      acl.everyone.read = Truth::yes;
      if (pick(random, 2) == 0) acl.everyone.write = Truth::yes;
      return acl;
  }
}

Block generate_block(Random& random) {
  switch (pick(random, 5)) {
    case 0:
      return Block::all(Truth::maybe);
    case 1:
      return Block::all(Truth::yes);
    case 2:
      return {Truth::yes, Truth::no, Truth::yes, Truth::no};
    default:
      return Block::all(Truth::no);
  }
}

void set(AccessRecord& record, AccessSubject subject, std::string action,
         std::optional<openness::Observation::Content> asked) {
  record.subject = subject;
  record.action = std::move(action);
  record.asked = std::move(asked);
}

void choose_change(Random& random, AccessRecord& record,
                   const investigate::AlertToInvestigate& alert) {
  switch (pick(random, 11)) {
    case 0:
    case 1:
    case 2:
      return set(record, AccessSubject::bucket_policy, "PutBucketPolicy",
                 openness::PolicySet{generate_policy(random, alert.bucket)});
    case 3:
      return set(record, AccessSubject::bucket_policy, "DeleteBucketPolicy",
                 openness::PolicySet{openness::PolicySetting::none()});
    case 4:
      return set(record, AccessSubject::bucket_acl, "PutBucketAcl",
                 openness::BucketAclSet{generate_acl(random)});
    case 5:
      record.key = pick(random, 3) == 0 ? "other" : alert.key;
      return set(record, AccessSubject::object_acl, "PutObjectAcl",
                 openness::ObjectAclSet{record.key, {generate_acl(random), false}});
    case 6:
      return set(record, AccessSubject::bucket_public_access_block, "PutBucketPublicAccessBlock",
                 openness::BlockSet{false, generate_block(random)});
    case 7:
      record.bucket.clear();
      return set(record, AccessSubject::account_public_access_block, "PutAccountPublicAccessBlock",
                 openness::BlockSet{true, generate_block(random)});
    case 8:
      return set(record, AccessSubject::ownership_controls, "PutBucketOwnershipControls",
                 openness::OwnershipSet{pick(random, 2) == 0 ? Truth::yes : Truth::no});
    case 9:
      return set(record, AccessSubject::cors, "PutBucketCors", std::nullopt);
    default:
      return pick(random, 2) == 0
                 ? set(record, AccessSubject::bucket, "CreateBucket", openness::BucketCreated{})
                 : set(record, AccessSubject::bucket, "DeleteBucket", openness::BucketDeleted{});
  }
}

}  // namespace

AccessRecord generate_access(Random& random, const investigate::AlertToInvestigate& alert,
                             std::size_t number) {
  AccessRecord record;
  record.time = {alert.time.seconds + kDistances[pick(random, kDistances.size())], 0};
  record.actor = "arn:aws:iam::111122223333:user/dana";
  record.account = pick(random, 12) == 0 ? "444455556666" : alert.account;
  record.bucket = alert.bucket;
  record.evidence = {"c-" + std::to_string(number), "c.json", number};
  record.call = record.evidence.event_id;
  record.content = number;
  choose_change(random, record, alert);
  if (pick(random, 8) == 0) {
    record.error_code = "AccessDenied";
  } else if (record.asked) {
    record.shown.push_back({{record.time.seconds, 0}, *record.asked, record.evidence.event_id});
  }
  return record;
}

}  // namespace s3rare::tests
