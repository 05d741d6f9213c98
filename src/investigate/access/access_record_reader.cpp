#include "investigate/access/access_record_reader.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "investigate/doing.h"
#include "investigate/openness/settings_text.h"
#include "json/members.h"
#include "s3rare/outcome.h"
#include "s3rare/rule.h"
#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kLongestName = 256;
constexpr std::size_t kLongestKey = 1024;

struct SubjectOf {
  std::string_view action;
  AccessSubject subject;
};
constexpr std::array kSubjectsOf = {
    SubjectOf{"PutBucketPolicy", AccessSubject::bucket_policy},
    SubjectOf{"DeleteBucketPolicy", AccessSubject::bucket_policy},
    SubjectOf{"PutBucketAcl", AccessSubject::bucket_acl},
    SubjectOf{"PutObjectAcl", AccessSubject::object_acl},
    SubjectOf{"PutObject", AccessSubject::object_acl},
    SubjectOf{"CopyObject", AccessSubject::object_acl},
    SubjectOf{"CreateMultipartUpload", AccessSubject::object_acl},
    SubjectOf{"PutBucketPublicAccessBlock", AccessSubject::bucket_public_access_block},
    SubjectOf{"PutPublicAccessBlock", AccessSubject::bucket_public_access_block},
    SubjectOf{"PutAccountPublicAccessBlock", AccessSubject::account_public_access_block},
    SubjectOf{"DeleteBucketPublicAccessBlock", AccessSubject::bucket_public_access_block},
    SubjectOf{"DeletePublicAccessBlock", AccessSubject::bucket_public_access_block},
    SubjectOf{"DeleteAccountPublicAccessBlock", AccessSubject::account_public_access_block},
    SubjectOf{"PutBucketOwnershipControls", AccessSubject::ownership_controls},
    SubjectOf{"DeleteBucketOwnershipControls", AccessSubject::ownership_controls},
    SubjectOf{"PutBucketWebsite", AccessSubject::website},
    SubjectOf{"DeleteBucketWebsite", AccessSubject::website},
    SubjectOf{"PutBucketCors", AccessSubject::cors},
    SubjectOf{"DeleteBucketCors", AccessSubject::cors},
    SubjectOf{"CreateBucket", AccessSubject::bucket},
    SubjectOf{"DeleteBucket", AccessSubject::bucket},
    SubjectOf{"CreateAccessPoint", AccessSubject::access_point},
    SubjectOf{"DeleteAccessPoint", AccessSubject::access_point},
    SubjectOf{"PutAccessPointPolicy", AccessSubject::access_point_policy},
    SubjectOf{"DeleteAccessPointPolicy", AccessSubject::access_point_policy}};

std::optional<AccessSubject> subject_of(std::string_view action) {
  const auto* const found = std::find_if(kSubjectsOf.begin(), kSubjectsOf.end(),
                                         [&](const SubjectOf& of) { return of.action == action; });
  if (found == kSubjectsOf.end()) return std::nullopt;
  return found->subject;
}

bool is_of_access_point(AccessSubject subject) {
  return subject == AccessSubject::access_point || subject == AccessSubject::access_point_policy;
}

// The first of these members that is a text, and not empty.
std::string text_at(std::string_view parameters, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    auto text = openness::text_member(parameters, name);
    if (text && !text->empty()) return std::move(*text);
  }
  return {};
}

// The name in the ARN of an access point, or the name itself.
std::string access_point_in(std::string_view parameters) {
  const std::string name = text_at(parameters, {"name", "accesspointname", "accesspoint"});
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

// Only the creation of an access point names its bucket.
std::string bucket_of_access_point(std::string_view parameters) {
  const auto document = json::find_member(parameters, "CreateAccessPointRequest");
  const bool is_inside = document && document->is_object();
  return text_at(is_inside ? document->value : parameters, {"bucket", "bucketname"});
}

// Whether a request that may set an object's ACL names one: a write without one makes the object
// private, which is evidence.
bool names_acl(const AccessRecord& record, std::string_view parameters) {
  return record.action == "PutObjectAcl" ||
         (record.asked && openness::read_acl_text(parameters, true).has_value());
}

// Fills in when, by whom and where.
void describe(const Activity& activity, AccessRecord& kept) {
  const RecordFields& fields = activity.fields;
  Doing doing(activity, std::make_shared<const std::string>());
  doing.describe();
  kept.time = activity.time;
  kept.action = bounded(fields.event_name.string(), kLongestName);
  kept.error_code = bounded(error_of(fields), kLongestName);
  kept.actor = bounded(doing.identity, kLongestName);
  kept.source = bounded(fields.source_address.string(), kLongestName);
  kept.evidence = {bounded(fields.event_id.string(), kLongestName), std::string(activity.path),
                   activity.offset};
}

}  // namespace

bool may_be_access_record(std::string_view event_name) {
  // Called for every record; GetObject is the most frequent.
  if (!event_name.starts_with('G')) {
    return is_access_change(event_name) || openness::may_be_organization_event(event_name);
  }
  return !event_name.starts_with("GetO") && openness::may_be_observation(event_name);
}

std::optional<AccessRecord> AccessRecordReader::read_of_organization(std::string_view record,
                                                                     const Activity& activity) {
  auto event = organizations_.read(record);
  if (!event) return std::nullopt;
  AccessRecord kept;
  kept.subject = AccessSubject::organization_policy;
  kept.account = event->organization;
  kept.organization = std::make_shared<const openness::OrganizationEvent>(std::move(*event));
  kept.content = siphash_64({}, organizations_.parameters());
  describe(activity, kept);
  kept.call = kept.evidence.event_id;
  return kept;
}

std::optional<AccessRecord> AccessRecordReader::read(std::string_view record,
                                                     const Activity& activity) {
  const RecordFields& fields = activity.fields;
  if (fields.event_source.is(openness::kOrganizations)) {
    return read_of_organization(record, activity);
  }
  if (!fields.event_source.is(rule::kProvider)) return std::nullopt;
  std::vector<openness::Observed> observed = observations_.read(record);
  const openness::About& about = observations_.about();

  AccessRecord kept;
  kept.action = bounded(fields.event_name.string(), kLongestName);
  kept.subject = subject_of(kept.action);
  kept.asked = about.asked;
  if (kept.subject == AccessSubject::object_acl && !names_acl(kept, about.parameters)) {
    kept.subject = {};
  }
  if (!kept.subject && observed.empty()) return std::nullopt;
  if (about.of_account) kept.subject = AccessSubject::account_public_access_block;
  if (observed.empty() && !is_access_change(kept.action)) return std::nullopt;
  kept.bucket = bounded(about.bucket, kLongestName);
  kept.region = bounded(about.region, kLongestName);
  kept.account = bounded(about.account, kLongestName);
  const bool is_of_object =
      kept.asked && std::holds_alternative<openness::ObjectAclSet>(*kept.asked);
  if (is_of_object || activity.anonymous) {
    kept.key = bounded(about.key, kLongestKey);
  }
  if (kept.subject && is_of_access_point(*kept.subject)) {
    kept.access_point = bounded(access_point_in(about.parameters), kLongestName);
    kept.bucket = bounded(bucket_of_access_point(about.parameters), kLongestName);
  }
  for (openness::Observed& one : observed) kept.shown.push_back(std::move(one.observation));
  describe(activity, kept);
  kept.call = bounded(about.call, kLongestName);
  kept.content = about.hash;
  return kept;
}

}  // namespace s3rare::investigate
