#include "s3rare/access_change.h"

#include <algorithm>
#include <array>

namespace s3rare {

bool is_access_change(std::string_view event_name) {
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

}  // namespace s3rare
