#include "investigate/access/access_change.h"

#include <algorithm>
#include <array>

namespace s3rare::investigate {

bool is_access_change(std::string_view event_name) {
  // Called for every record. Most of them get, list or describe something.
  if (event_name.size() < 3) return false;
  const char first = event_name[0];
  const char third = event_name[2];
  const bool may_be = (first == 'P' && third == 't') || (first == 'D' && third == 'l') ||
                      (first == 'C' && (third == 'e' || third == 'p'));
  if (!may_be) return false;
  // In order of text.
  constexpr std::array<std::string_view, 25> kActions = {
      "CopyObject",
      "CreateAccessPoint",
      "CreateBucket",
      "CreateMultipartUpload",
      "DeleteAccessPoint",
      "DeleteAccessPointPolicy",
      "DeleteAccountPublicAccessBlock",
      "DeleteBucket",
      "DeleteBucketCors",
      "DeleteBucketOwnershipControls",
      "DeleteBucketPolicy",
      "DeleteBucketPublicAccessBlock",
      "DeleteBucketWebsite",
      "DeletePublicAccessBlock",
      "PutAccessPointPolicy",
      "PutAccountPublicAccessBlock",
      "PutBucketAcl",
      "PutBucketCors",
      "PutBucketOwnershipControls",
      "PutBucketPolicy",
      "PutBucketPublicAccessBlock",
      "PutBucketWebsite",
      "PutObject",
      "PutObjectAcl",
      "PutPublicAccessBlock",
  };
  return std::binary_search(kActions.begin(), kActions.end(), event_name);
}

}  // namespace s3rare::investigate
