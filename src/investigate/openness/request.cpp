#include "investigate/openness/request.h"

#include <algorithm>

namespace s3rare::investigate::openness {
namespace {

struct NeededBy {
  std::string_view event_name;
  Need need;
  std::string_view version_permission;  // empty: `need.permission`
};

constexpr auto kNoAcl = AclPermission::none;
constexpr auto kRead = AclPermission::read;
constexpr auto kWrite = AclPermission::write;
constexpr auto kReadAcp = AclPermission::read_acp;
constexpr auto kWriteAcp = AclPermission::write_acp;

// clang-format off
constexpr std::array kOperationsNeed = {
    NeededBy{"GetObject", {"s3:GetObject", true, kRead, true}, "s3:GetObjectVersion"},
    NeededBy{"HeadObject", {"s3:GetObject", true, kRead, true}, "s3:GetObjectVersion"},
    NeededBy{"SelectObjectContent", {"s3:GetObject", true, kRead, true}, "s3:GetObjectVersion"},
    NeededBy{"ListObjects", {"s3:ListBucket", false, kRead}, {}},
    NeededBy{"ListObjectsV2", {"s3:ListBucket", false, kRead}, {}},
    NeededBy{"HeadBucket", {"s3:ListBucket", false, kRead}, {}},
    NeededBy{"ListBucket", {"s3:ListBucket", false, kRead}, {}},
    NeededBy{"ListObjectVersions", {"s3:ListBucketVersions", false, kRead}, {}},
    NeededBy{"ListBucketVersions", {"s3:ListBucketVersions", false, kRead}, {}},
    NeededBy{"ListMultipartUploads", {"s3:ListBucketMultipartUploads", false, kRead}, {}},
    NeededBy{"PutObject", {"s3:PutObject", true, kWrite}, {}},
    NeededBy{"PostObject", {"s3:PutObject", true, kWrite}, {}},
    NeededBy{"CopyObject", {"s3:PutObject", true, kWrite}, {}},
    NeededBy{"CreateMultipartUpload", {"s3:PutObject", true, kWrite}, {}},
    NeededBy{"UploadPart", {"s3:PutObject", true, kWrite}, {}},
    NeededBy{"CompleteMultipartUpload", {"s3:PutObject", true, kWrite}, {}},
    NeededBy{"DeleteObject", {"s3:DeleteObject", true, kWrite, false, true}, "s3:DeleteObjectVersion"},
    NeededBy{"DeleteObjects", {"s3:DeleteObject", true, kWrite, false, true}, "s3:DeleteObjectVersion"},
    NeededBy{"GetBucketAcl", {"s3:GetBucketAcl", false, kReadAcp}, {}},
    NeededBy{"PutBucketAcl", {"s3:PutBucketAcl", false, kWriteAcp}, {}},
    NeededBy{"GetObjectAcl", {"s3:GetObjectAcl", true, kReadAcp, true}, "s3:GetObjectVersionAcl"},
    NeededBy{"PutObjectAcl", {"s3:PutObjectAcl", true, kWriteAcp, true}, "s3:PutObjectVersionAcl"},
    NeededBy{"GetBucketLocation", {"s3:GetBucketLocation", false, kNoAcl}, {}},
    NeededBy{"GetBucketVersioning", {"s3:GetBucketVersioning", false, kNoAcl}, {}},
    NeededBy{"GetBucketWebsite", {"s3:GetBucketWebsite", false, kNoAcl}, {}},
    NeededBy{"GetBucketCORS", {"s3:GetBucketCORS", false, kNoAcl}, {}},
    NeededBy{"GetBucketCors", {"s3:GetBucketCORS", false, kNoAcl}, {}},
};
// clang-format on

}  // namespace

std::optional<Need> need_of(std::string_view event_name, bool of_version) {
  const auto* const found =
      std::find_if(kOperationsNeed.begin(), kOperationsNeed.end(),
                   [&](const NeededBy& of) { return of.event_name == event_name; });
  if (found == kOperationsNeed.end()) return std::nullopt;
  Need need = found->need;
  if (of_version && !found->version_permission.empty()) need.permission = found->version_permission;
  return need;
}

}  // namespace s3rare::investigate::openness
