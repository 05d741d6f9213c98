#include "investigate/access/access_change_reader.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "investigate/access/acl_reader.h"
#include "investigate/access/guard_reader.h"
#include "investigate/access/policy_reader.h"
#include "investigate/access/sentence.h"
#include "investigate/doing.h"
#include "json/members.h"
#include "s3rare/outcome.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kLongestName = 256;
constexpr std::size_t kLongestKey = 1024;

// A change under construction, with the record's requestParameters.
struct Reading {
  std::string_view parameters;
  AccessChange& change;

  void take(AccessVerdict verdict) {
    change.effect = verdict.effect;
    change.grants = std::move(verdict.grants);
    change.told = std::move(verdict.told);
  }
  void take(GuardVerdict verdict) {
    change.effect = verdict.effect;
    change.frees_acls = verdict.frees_acls;
    change.frees_policies = verdict.frees_policies;
    change.told = std::move(verdict.told);
  }
  void take(AccessEffect effect, std::string_view told) {
    change.effect = effect;
    change.told = told;
  }
};

// The first of these members that is a string and not empty.
template <std::size_t N>
std::string text_at(std::string_view json, const std::array<std::string_view, N>& names) {
  for (const std::string_view name : names) {
    const auto member = json::find_member(json, name);
    if (!member || !member->is_string()) continue;
    std::string text = json::decoded(member->raw_string());
    if (!text.empty()) return text;
  }
  return {};
}

// A policy is an object, or a string that holds one. An empty `policy` alone is the request's
// query.
void read_policy_in(std::string_view json, std::string_view name, Reading& reading) {
  for (const std::string_view member : {"bucketPolicy", "Policy", "policy"}) {
    const auto given = json::find_member(json, member);
    if (!given) continue;
    const std::string text = given->is_string()   ? json::decoded(given->raw_string())
                             : given->is_object() ? std::string(given->value)
                                                  : std::string();
    if (const auto policy = read_policy(text)) {
      reading.take(judge_policy(*policy, name));
      return;
    }
  }
  reading.take(AccessEffect::may_open,
               std::string(name).append(" was set, but the record does not say to what"));
}

void put_bucket_policy(Reading& reading) {
  read_policy_in(reading.parameters, "the bucket's policy", reading);
}
void delete_bucket_policy(Reading& reading) {
  reading.take(AccessEffect::closed, "the bucket's policy was deleted");
}

void put_bucket_acl(Reading& reading) {
  reading.take(read_acl(reading.parameters, "the bucket's ACL"));
}
void put_object_acl(Reading& reading) {
  reading.take(read_acl(reading.parameters, "the object's ACL"));
}
void put_object(Reading& reading) {
  reading.take(read_acl(reading.parameters, "the ACL that the object was written with"));
}

void put_public_access_block(Reading& reading) {
  const bool of_account = reading.change.subject == AccessSubject::account_public_access_block;
  reading.take(
      read_public_access_block(reading.parameters, of_account ? "the account's" : "the bucket's"));
}
void delete_public_access_block(Reading& reading) {
  const bool of_account = reading.change.subject == AccessSubject::account_public_access_block;
  reading.take(
      GuardVerdict{AccessEffect::may_open, true, true,
                   std::string("the ")
                       .append(of_account ? "account's" : "bucket's")
                       .append(" public access block was removed: it holds nothing back")});
}

void put_ownership_controls(Reading& reading) {
  reading.take(read_ownership_controls(reading.parameters));
}
void delete_ownership_controls(Reading& reading) {
  reading.take(GuardVerdict{
      AccessEffect::may_open, true, false,
      "the bucket's ownership controls were removed: ACLs of the bucket and its objects take "
      "effect"});
}

void put_website(Reading& reading) {
  reading.take(AccessEffect::none,
               "the bucket serves a website: who may read it is decided elsewhere");
}
void delete_website(Reading& reading) {
  reading.take(AccessEffect::none, "the bucket no longer serves a website");
}
void put_cors(Reading& reading) {
  reading.take(AccessEffect::none,
               "web pages of other sites may use what visitors may reach anyway (CORS)");
}
void delete_cors(Reading& reading) {
  reading.take(AccessEffect::none, "web pages of other sites may no longer use the bucket (CORS)");
}

void create_bucket(Reading& reading) {
  if (has_acl_header(reading.parameters)) {
    reading.take(read_acl(reading.parameters, "the ACL that the bucket was created with"));
  } else {
    reading.take(AccessEffect::none, "the bucket was created, with nothing for everyone");
  }
}
void delete_bucket(Reading& reading) {
  reading.take(AccessEffect::closed, "the bucket was deleted");
}

// The document of the request, or the parameters themselves.
std::string_view document_of(std::string_view parameters, std::string_view name) {
  const auto document = json::find_member(parameters, name);
  return document && document->is_object() ? document->value : parameters;
}

void create_access_point(Reading& reading) {
  const std::string_view request = document_of(reading.parameters, "CreateAccessPointRequest");
  constexpr std::array<std::string_view, 3> kBucket = {"Bucket", "bucket", "bucketName"};
  if (reading.change.bucket.empty()) reading.change.bucket = text_at(request, kBucket);
  const auto vpc = json::find_member(request, "VpcConfiguration");
  const bool in_vpc = vpc && vpc->is_object();
  // An access point has its own block, which is on by default.
  const auto block = json::find_member(request, "PublicAccessBlockConfiguration");
  const bool is_free =
      block && block->is_object() && read_public_access_block(request, "").frees_policies;
  reading.take(AccessEffect::none, in_vpc    ? "an access point for a VPC was created"
                                   : is_free ? "an access point was created, reachable from the "
                                               "internet, whose own block lets policies be public"
                                             : "an access point was created, whose own block holds "
                                               "back public policies");
  reading.change.frees_policies = !in_vpc && is_free;
}
void delete_access_point(Reading& reading) {
  reading.take(AccessEffect::closed, "the access point was deleted");
}
void put_access_point_policy(Reading& reading) {
  const std::string_view request = document_of(reading.parameters, "PutAccessPointPolicyRequest");
  read_policy_in(request, "the access point's policy", reading);
}
void delete_access_point_policy(Reading& reading) {
  reading.take(AccessEffect::closed, "the access point's policy was deleted");
}

struct Action {
  std::string_view name;
  AccessSubject subject;
  void (*read)(Reading&);
};

constexpr std::array kActions = {
    Action{"PutBucketPolicy", AccessSubject::bucket_policy, put_bucket_policy},
    Action{"DeleteBucketPolicy", AccessSubject::bucket_policy, delete_bucket_policy},
    Action{"PutBucketAcl", AccessSubject::bucket_acl, put_bucket_acl},
    Action{"PutObjectAcl", AccessSubject::object_acl, put_object_acl},
    Action{"PutObject", AccessSubject::object_acl, put_object},
    Action{"CopyObject", AccessSubject::object_acl, put_object},
    Action{"CreateMultipartUpload", AccessSubject::object_acl, put_object},
    Action{"PutBucketPublicAccessBlock", AccessSubject::bucket_public_access_block,
           put_public_access_block},
    Action{"PutPublicAccessBlock", AccessSubject::bucket_public_access_block,
           put_public_access_block},
    Action{"PutAccountPublicAccessBlock", AccessSubject::account_public_access_block,
           put_public_access_block},
    Action{"DeleteBucketPublicAccessBlock", AccessSubject::bucket_public_access_block,
           delete_public_access_block},
    Action{"DeletePublicAccessBlock", AccessSubject::bucket_public_access_block,
           delete_public_access_block},
    Action{"DeleteAccountPublicAccessBlock", AccessSubject::account_public_access_block,
           delete_public_access_block},
    Action{"PutBucketOwnershipControls", AccessSubject::ownership_controls, put_ownership_controls},
    Action{"DeleteBucketOwnershipControls", AccessSubject::ownership_controls,
           delete_ownership_controls},
    Action{"PutBucketWebsite", AccessSubject::website, put_website},
    Action{"DeleteBucketWebsite", AccessSubject::website, delete_website},
    Action{"PutBucketCors", AccessSubject::cors, put_cors},
    Action{"DeleteBucketCors", AccessSubject::cors, delete_cors},
    Action{"CreateBucket", AccessSubject::bucket, create_bucket},
    Action{"DeleteBucket", AccessSubject::bucket, delete_bucket},
    Action{"CreateAccessPoint", AccessSubject::access_point, create_access_point},
    Action{"DeleteAccessPoint", AccessSubject::access_point, delete_access_point},
    Action{"PutAccessPointPolicy", AccessSubject::access_point_policy, put_access_point_policy},
    Action{"DeleteAccessPointPolicy", AccessSubject::access_point_policy,
           delete_access_point_policy}};

const Action* action_of(const RecordFields& fields) {
  if (!fields.event_source.is(rule::kProvider)) return nullptr;
  const auto* const found =
      std::find_if(kActions.begin(), kActions.end(),
                   [&](const Action& action) { return fields.event_name.is(action.name); });
  return found == kActions.end() ? nullptr : found;
}

// The name in the ARN of an access point, or the name itself.
std::string access_point_of(std::string_view parameters) {
  constexpr std::array<std::string_view, 4> kNames = {"name", "Name", "accessPointName",
                                                      "accessPoint"};
  const std::string name = text_at(parameters, kNames);
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

bool is_of_access_point(AccessSubject subject) {
  return subject == AccessSubject::access_point || subject == AccessSubject::access_point_policy;
}

// A failed request changed nothing, whatever it asked for.
void fail(std::string_view error, AccessChange& change) {
  change.error_code = bounded(error, kLongestName);
  change.effect = AccessEffect::none;
  change.grants.clear();
  change.frees_acls = false;
  change.frees_policies = false;
  change.told = "the request failed and changed nothing; it asked for this: " + change.told;
}

}  // namespace

AccessChangeReader::AccessChangeReader() : fields_{"requestParameters"} {}

std::optional<AccessChange> AccessChangeReader::read(std::string_view record,
                                                     const Activity& activity) {
  const RecordFields& fields = activity.fields;
  const Action* const action = action_of(fields);
  if (action == nullptr) return std::nullopt;
  std::string_view parameters = activity.parameters;
  if (parameters.empty() && fields_.read(record) &&
      fields_[0].kind == json::JsonValue::Kind::object) {
    parameters = fields_[0].text;
  }
  if (action->read == put_object && !has_acl_header(parameters)) return std::nullopt;

  AccessChange change;
  change.subject = action->subject;
  change.time = activity.time;
  change.action = action->name;
  change.bucket = fields.bucket.string();
  if (change.subject == AccessSubject::bucket_public_access_block && change.bucket.empty()) {
    change.subject = AccessSubject::account_public_access_block;
  }
  if (change.subject == AccessSubject::object_acl) {
    change.key = bounded(fields.key.string(), kLongestKey);
  }
  if (is_of_access_point(change.subject)) {
    change.access_point = bounded(access_point_of(parameters), kLongestName);
  }
  Reading reading{parameters, change};
  action->read(reading);
  bound(change.grants);
  if (const std::string_view error = error_of(fields); !error.empty()) fail(error, change);

  Doing doing(activity, std::make_shared<const std::string>());
  doing.describe();
  change.bucket = bounded(change.bucket, kLongestName);
  change.actor = bounded(doing.identity, kLongestName);
  change.source = bounded(fields.source_address.string(), kLongestName);
  change.account = bounded(fields.recipient_account.string(), kLongestName);
  change.evidence = {bounded(fields.event_id.string(), kLongestName), std::string(activity.path),
                     activity.offset};
  return change;
}

}  // namespace s3rare::investigate
