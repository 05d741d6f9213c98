// The table is sorted by name for a binary search. The rule's own actions stay a short list in
// rule.h: the predicate compares against five names and does not search here. The checks below
// keep the two together at compile time, and name the column that is missing.
#include "s3rare/s3_action.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "s3rare/rule.h"

namespace s3rare {
namespace {

// The permission that the action needs is not settled: no grant is ruled out.
constexpr Permission kAnyPermission{"*", "", false};
constexpr Permission kUnrecorded;
constexpr Permission kAbortUpload{"s3:abortmultipartupload", "", true};
constexpr Permission kPutObject{"s3:putobject", "", true};
constexpr Permission kDeleteObject{"s3:deleteobject", "s3:deleteobjectversion", true};
constexpr Permission kGetBucketAcl{"s3:getbucketacl", "", false};
constexpr Permission kGetLocation{"s3:getbucketlocation", "", false};
constexpr Permission kGetPolicy{"s3:getbucketpolicy", "", false};
constexpr Permission kGetVersioning{"s3:getbucketversioning", "", false};
constexpr Permission kGetWebsite{"s3:getbucketwebsite", "", false};
constexpr Permission kGetObject{"s3:getobject", "s3:getobjectversion", true};
constexpr Permission kGetObjectAcl{"s3:getobjectacl", "s3:getobjectversionacl", true};
constexpr Permission kGetObjectTagging{"s3:getobjecttagging", "s3:getobjectversiontagging", true};
constexpr Permission kListBucket{"s3:listbucket", "", false};
constexpr Permission kListUploads{"s3:listbucketmultipartuploads", "", false};
constexpr Permission kListVersions{"s3:listbucketversions", "", false};
constexpr Permission kListParts{"s3:listmultipartuploadparts", "", true};
constexpr Permission kPutObjectAcl{"s3:putobjectacl", "s3:putobjectversionacl", true};
constexpr Permission kPutObjectTagging{"s3:putobjecttagging", "s3:putobjectversiontagging", true};

// The last column: is it a data event. Source: Amazon S3 user guide, "Amazon S3 CloudTrail events".
// clang-format off
using Use = S3Use;
constexpr std::array<S3Action, 37> kS3Actions = {{
  // name                     effect           ECS type    use            permission         data
  {"AbortMultipartUpload",    Effect::none,    "",         Use::none,     kAbortUpload,      true},
  {"CompleteMultipartUpload", Effect::none,    "",         Use::write,    kPutObject,        true},
  {"CopyObject",              Effect::none,    "",         Use::write,    kPutObject,        true},
  {"CreateMultipartUpload",   Effect::none,    "",         Use::none,     kPutObject,        true},
  {"DeleteObject",            Effect::deleted, "deletion", Use::deletion, kDeleteObject,     true},
  {"DeleteObjectTagging",     Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"DeleteObjects",           Effect::none,    "",         Use::deletion, kDeleteObject,     true},
  {"GetBucketAcl",            Effect::none,    "",         Use::none,     kGetBucketAcl,     false},
  {"GetBucketLocation",       Effect::none,    "",         Use::none,     kGetLocation,      false},
  {"GetBucketPolicy",         Effect::none,    "",         Use::none,     kGetPolicy,        false},
  {"GetBucketVersioning",     Effect::none,    "",         Use::none,     kGetVersioning,    false},
  {"GetBucketWebsite",        Effect::none,    "",         Use::none,     kGetWebsite,       false},
  {"GetObject",               Effect::read,    "access",   Use::fetch,    kGetObject,        true},
  {"GetObjectAcl",            Effect::none,    "",         Use::none,     kGetObjectAcl,     true},
  {"GetObjectAttributes",     Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"GetObjectLegalHold",      Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"GetObjectRetention",      Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"GetObjectTagging",        Effect::none,    "",         Use::none,     kGetObjectTagging, true},
  {"GetObjectTorrent",        Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"HeadBucket",              Effect::none,    "",         Use::none,     kListBucket,       true},
  {"HeadObject",              Effect::none,    "",         Use::none,     kGetObject,        true},
  {"ListBucket",              Effect::listed,  "access",   Use::listing,  kAnyPermission,    true},
  {"ListBucketVersions",      Effect::none,    "",         Use::listing,  kUnrecorded,       false},
  {"ListMultipartUploads",    Effect::none,    "",         Use::none,     kListUploads,      true},
  {"ListObjectVersions",      Effect::none,    "",         Use::listing,  kListVersions,     true},
  {"ListObjects",             Effect::listed,  "access",   Use::listing,  kListBucket,       true},
  {"ListObjectsV2",           Effect::none,    "",         Use::listing,  kListBucket,       false},
  {"ListParts",               Effect::none,    "",         Use::none,     kListParts,        true},
  {"PutObject",               Effect::wrote,   "creation", Use::write,    kPutObject,        true},
  {"PutObjectAcl",            Effect::none,    "",         Use::none,     kPutObjectAcl,     true},
  {"PutObjectLegalHold",      Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"PutObjectRetention",      Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"PutObjectTagging",        Effect::none,    "",         Use::none,     kPutObjectTagging, true},
  {"RestoreObject",           Effect::none,    "",         Use::none,     kUnrecorded,       true},
  {"SelectObjectContent",     Effect::none,    "",         Use::none,     kGetObject,        true},
  {"UploadPart",              Effect::none,    "",         Use::none,     kPutObject,        true},
  {"UploadPartCopy",          Effect::none,    "",         Use::none,     kPutObject,        true},
}};
// clang-format on

constexpr bool is_before(const S3Action& a, const S3Action& b) { return a.name < b.name; }

constexpr const S3Action* find_row(std::string_view name) {
  const auto* const found = std::lower_bound(
      kS3Actions.begin(), kS3Actions.end(), name,
      [](const S3Action& row, std::string_view wanted) { return row.name < wanted; });
  return found == kS3Actions.end() || found->name != name ? nullptr : found;
}

// Throws in a constant expression: the compiler shows the line with the column that is missing.
constexpr bool check_row(std::string_view rule_action) {
  const S3Action* const row = find_row(rule_action);
  if (row == nullptr) throw std::logic_error("an action of the rule has no row in kS3Actions");
  if (row->effect == Effect::none) throw std::logic_error("an action of the rule has no effect");
  if (row->ecs_type.empty()) throw std::logic_error("an action of the rule has no ECS type");
  if (row->use == S3Use::none) throw std::logic_error("an action of the rule has no use");
  if (row->permission.name.empty()) {
    throw std::logic_error("an action of the rule has no permission");
  }
  return true;
}

constexpr bool check_rule() {
  for (std::size_t i = 0; i < rule::kActions.size(); ++i) check_row(rule::kActions[i]);
  return true;
}

constexpr bool is_of_rule(const S3Action& row) {
  return std::find(rule::kActions.begin(), rule::kActions.end(), row.name) != rule::kActions.end();
}

static_assert(check_rule(), "every action of the rule has a complete row in kS3Actions");
static_assert(std::is_sorted(kS3Actions.begin(), kS3Actions.end(), is_before));
static_assert(std::all_of(kS3Actions.begin(), kS3Actions.end(),
                          [](const S3Action& row) {
                            return is_of_rule(row) ||
                                   (row.effect == Effect::none && row.ecs_type.empty());
                          }),
              "only the rule's actions have an effect and an ECS type");

}  // namespace

const S3Action* find_s3_action(std::string_view name) { return find_row(name); }

Effect effect_of(std::string_view action) {
  const S3Action* const row = find_row(action);
  return row == nullptr ? Effect::none : row->effect;
}

S3Use use_of(std::string_view action) {
  const S3Action* const row = find_row(action);
  return row == nullptr ? S3Use::none : row->use;
}

std::string_view name_of(Effect effect) {
  switch (effect) {
    case Effect::none:
      return "none";
    case Effect::read:
      return "read";
    case Effect::listed:
      return "listed";
    case Effect::wrote:
      return "wrote";
    case Effect::deleted:
      break;
  }
  return "deleted";
}

bool is_read_action(std::string_view action) {
  return action.starts_with("Get") || action.starts_with("Head") || action.starts_with("List") ||
         action.starts_with("Select");
}

}  // namespace s3rare
