#include "explain/logged_record.h"

#include <algorithm>
#include <array>

#include "s3rare/rule.h"

namespace s3rare::explain {
namespace {

constexpr std::array<std::string_view, 30> kObjectActions = {"AbortMultipartUpload",
                                                             "CompleteMultipartUpload",
                                                             "CopyObject",
                                                             "CreateMultipartUpload",
                                                             "DeleteObject",
                                                             "DeleteObjects",
                                                             "DeleteObjectTagging",
                                                             "GetObject",
                                                             "GetObjectAcl",
                                                             "GetObjectAttributes",
                                                             "GetObjectLegalHold",
                                                             "GetObjectRetention",
                                                             "GetObjectTagging",
                                                             "GetObjectTorrent",
                                                             "HeadBucket",
                                                             "HeadObject",
                                                             "ListBucket",
                                                             "ListMultipartUploads",
                                                             "ListObjects",
                                                             "ListObjectVersions",
                                                             "ListParts",
                                                             "PutObject",
                                                             "PutObjectAcl",
                                                             "PutObjectLegalHold",
                                                             "PutObjectRetention",
                                                             "PutObjectTagging",
                                                             "RestoreObject",
                                                             "SelectObjectContent",
                                                             "UploadPart",
                                                             "UploadPartCopy"};

}  // namespace

bool is_s3_data_event(const LoggedRecord& record) {
  if (!record.fields.event_source.is(rule::kProvider)) return false;
  if (!record.category.empty()) return record.category == "Data";
  if (record.management) return !*record.management;
  const std::string_view action = record.fields.event_name.string();
  return std::find(kObjectActions.begin(), kObjectActions.end(), action) != kObjectActions.end();
}

bool is_read_action(std::string_view action) {
  return action.starts_with("Get") || action.starts_with("Head") || action.starts_with("List") ||
         action.starts_with("Select");
}

bool only_reads(const LoggedRecord& record) {
  if (record.read_only) return *record.read_only;
  return is_read_action(record.fields.event_name.string());
}

}  // namespace s3rare::explain
