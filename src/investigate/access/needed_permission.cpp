#include "investigate/access/needed_permission.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "investigate/access/sentence.h"
#include "s3rare/glob.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate {
namespace {

using Texts = std::vector<std::string>;

// One of two permissions is enough; both in lower case.
struct Needed {
  std::string_view operation;
  std::string_view permission;
  std::string_view or_permission;
  bool of_object;
};

constexpr std::array kNeeded = {
    Needed{"GetObject", "s3:getobject", "s3:getobjectversion", true},
    Needed{"HeadObject", "s3:getobject", "s3:getobjectversion", true},
    Needed{"SelectObjectContent", "s3:getobject", "s3:getobjectversion", true},
    Needed{"GetObjectAcl", "s3:getobjectacl", "s3:getobjectversionacl", true},
    Needed{"GetObjectTagging", "s3:getobjecttagging", "s3:getobjectversiontagging", true},
    Needed{"PutObject", "s3:putobject", "", true},
    Needed{"CopyObject", "s3:putobject", "", true},
    Needed{"CreateMultipartUpload", "s3:putobject", "", true},
    Needed{"UploadPart", "s3:putobject", "", true},
    Needed{"UploadPartCopy", "s3:putobject", "", true},
    Needed{"CompleteMultipartUpload", "s3:putobject", "", true},
    Needed{"AbortMultipartUpload", "s3:abortmultipartupload", "", true},
    Needed{"ListParts", "s3:listmultipartuploadparts", "", true},
    Needed{"PutObjectAcl", "s3:putobjectacl", "s3:putobjectversionacl", true},
    Needed{"PutObjectTagging", "s3:putobjecttagging", "s3:putobjectversiontagging", true},
    Needed{"DeleteObject", "s3:deleteobject", "s3:deleteobjectversion", true},
    Needed{"DeleteObjects", "s3:deleteobject", "s3:deleteobjectversion", true},
    Needed{"HeadBucket", "s3:listbucket", "", false},
    Needed{"ListObjects", "s3:listbucket", "", false},
    Needed{"ListObjectsV2", "s3:listbucket", "", false},
    Needed{"ListObjectVersions", "s3:listbucketversions", "", false},
    Needed{"ListMultipartUploads", "s3:listbucketmultipartuploads", "", false},
    Needed{"GetBucketAcl", "s3:getbucketacl", "", false},
    Needed{"GetBucketLocation", "s3:getbucketlocation", "", false},
    Needed{"GetBucketPolicy", "s3:getbucketpolicy", "", false},
    Needed{"GetBucketVersioning", "s3:getbucketversioning", "", false},
    Needed{"GetBucketWebsite", "s3:getbucketwebsite", "", false}};

// Whether a pattern stands for a permission; nothing is known of one that was cut, or that holds
// what a pattern of IAM does not.
enum class Stands { yes, no, unknown };
Stands stands_for(std::string_view pattern, std::string_view permission) {
  if (pattern.size() > kLongestTold || pattern.find('\\') != std::string_view::npos) {
    return Stands::unknown;
  }
  const auto glob = Glob::parse(lower_case(pattern));
  if (!glob) return Stands::unknown;
  return glob->matches(permission) ? Stands::yes : Stands::no;
}

bool may_allow(const Texts& actions, std::string_view permission) {
  if (permission.empty()) return false;
  if (actions.empty()) return true;
  if (actions.front().starts_with(kAllBut)) {
    return std::none_of(actions.begin(), actions.end(), [&](std::string_view action) {
      return action.starts_with(kAllBut) &&
             stands_for(action.substr(kAllBut.size()), permission) == Stands::yes;
    });
  }
  return std::any_of(actions.begin(), actions.end(), [&](const std::string& action) {
    return is_and_more(action) || stands_for(action, permission) != Stands::no;
  });
}

// Whether a resource may be the bucket, or one of its objects.
bool may_be(std::string_view resource, const std::string& bucket, bool of_object) {
  if (resource.starts_with(kAllBut) || is_and_more(resource)) return true;
  constexpr std::string_view kService = ":s3:::";
  const std::size_t service = resource.find(kService);
  if (!resource.starts_with("arn:") || service == std::string_view::npos) return true;
  if (resource.size() > kLongestTold) return true;
  resource.remove_prefix(service + kService.size());
  const std::size_t end = std::min(resource.find_first_of("*?$\\"), resource.size());
  const std::string_view front = resource.substr(0, end);
  const bool is_whole = end == resource.size();
  if (!of_object) return is_whole ? front == bucket : bucket.starts_with(front);
  const std::string objects = bucket + "/";
  return front.starts_with(objects) || (!is_whole && objects.starts_with(front));
}

bool may_give(const PublicGrant& grant, const Needed& needed, const std::string& bucket) {
  if (is_and_more(grant.to)) return true;
  if (grant.limited || grant.to == kAllAccounts) return false;  // who signs is no stranger
  const bool is_of_resource =
      grant.resources.empty() ||
      std::any_of(grant.resources.begin(), grant.resources.end(), [&](const std::string& resource) {
        return may_be(resource, bucket, needed.of_object);
      });
  return is_of_resource && (may_allow(grant.actions, needed.permission) ||
                            may_allow(grant.actions, needed.or_permission));
}

}  // namespace

bool may_give(const AccessChange& policy, const AlertToInvestigate& alert) {
  const auto* const needed = std::find_if(kNeeded.begin(), kNeeded.end(), [&](const Needed& known) {
    return known.operation == alert.action;
  });
  if (needed == kNeeded.end() || policy.grants.empty()) return true;
  return std::any_of(policy.grants.begin(), policy.grants.end(), [&](const PublicGrant& grant) {
    return may_give(grant, *needed, alert.bucket);
  });
}

}  // namespace s3rare::investigate
