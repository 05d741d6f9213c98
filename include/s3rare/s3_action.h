// What an S3 action is: the one table of what it does, whether it is a data event, which permission
// it needs, and whether the rule lists it. A new fact about an action is a row or a column here.
//
// Sources: Amazon S3 user guide, "Amazon S3 CloudTrail events" (data events) and "Required
// permissions for Amazon S3 API operations"; AWS service authorization reference, "Actions,
// resources, and condition keys for Amazon S3"; for the rule's actions see rule.h.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace s3rare {

/// What a request does to an object or a bucket.
enum class Effect {
  read,    ///< fetches the content of an object
  listed,  ///< lists objects or their versions
  wrote,   ///< makes or replaces an object
  deleted  ///< deletes objects
};

/// One action, by the `eventName` of its records.
struct S3Action {
  /// Whether the rule's predicate lists the action.
  enum class Rule : std::uint8_t { none, listed };
  /// What its permission is given on.
  enum class Level : std::uint8_t { object, bucket };
  /// Whether its records are data events. Only for records that do not say so themselves.
  enum class Event : std::uint8_t { management, data };

  std::string_view name;
  Rule rule = Rule::none;
  std::optional<Effect> effect;
  Event event = Event::management;
  Level level = Level::object;
  std::string_view permission;          ///< empty: not known
  std::string_view version_permission;  ///< another one that is enough; empty: none
};

namespace s3_action {

inline constexpr auto kListed = S3Action::Rule::listed;
inline constexpr auto kNot = S3Action::Rule::none;
inline constexpr auto kData = S3Action::Event::data;
inline constexpr auto kManagement = S3Action::Event::management;
inline constexpr auto kObject = S3Action::Level::object;
inline constexpr auto kBucket = S3Action::Level::bucket;
inline constexpr std::optional<Effect> kNone = std::nullopt;

/// The rule's actions first, in the order in which the rule lists them.
// clang-format off
inline constexpr std::array kAll = {
    S3Action{"GetObject", kListed, Effect::read, kData, kObject, "s3:GetObject", "s3:GetObjectVersion"},
    S3Action{"PutObject", kListed, Effect::wrote, kData, kObject, "s3:PutObject", ""},
    S3Action{"ListObjects", kListed, Effect::listed, kData, kBucket, "s3:ListBucket", ""},
    S3Action{"DeleteObject", kListed, Effect::deleted, kData, kObject, "s3:DeleteObject", "s3:DeleteObjectVersion"},
    S3Action{"ListBucket", kListed, Effect::listed, kData, kBucket, "s3:ListBucket", ""},

    S3Action{"AbortMultipartUpload", kNot, kNone, kData, kObject, "s3:AbortMultipartUpload", ""},
    S3Action{"CompleteMultipartUpload", kNot, Effect::wrote, kData, kObject, "s3:PutObject", ""},
    S3Action{"CopyObject", kNot, Effect::wrote, kData, kObject, "s3:PutObject", ""},
    S3Action{"CreateMultipartUpload", kNot, kNone, kData, kObject, "s3:PutObject", ""},
    S3Action{"DeleteObjectTagging", kNot, kNone, kData, kObject, "", ""},
    S3Action{"DeleteObjects", kNot, Effect::deleted, kData, kObject, "s3:DeleteObject", "s3:DeleteObjectVersion"},
    S3Action{"GetBucketAcl", kNot, kNone, kManagement, kBucket, "s3:GetBucketAcl", ""},
    S3Action{"GetBucketLocation", kNot, kNone, kManagement, kBucket, "s3:GetBucketLocation", ""},
    S3Action{"GetBucketPolicy", kNot, kNone, kManagement, kBucket, "s3:GetBucketPolicy", ""},
    S3Action{"GetBucketVersioning", kNot, kNone, kManagement, kBucket, "s3:GetBucketVersioning", ""},
    S3Action{"GetBucketWebsite", kNot, kNone, kManagement, kBucket, "s3:GetBucketWebsite", ""},
    S3Action{"GetObjectAcl", kNot, kNone, kData, kObject, "s3:GetObjectAcl", "s3:GetObjectVersionAcl"},
    S3Action{"GetObjectAttributes", kNot, kNone, kData, kObject, "", ""},
    S3Action{"GetObjectLegalHold", kNot, kNone, kData, kObject, "", ""},
    S3Action{"GetObjectRetention", kNot, kNone, kData, kObject, "", ""},
    S3Action{"GetObjectTagging", kNot, kNone, kData, kObject, "s3:GetObjectTagging", "s3:GetObjectVersionTagging"},
    S3Action{"GetObjectTorrent", kNot, kNone, kData, kObject, "", ""},
    S3Action{"HeadBucket", kNot, kNone, kData, kBucket, "s3:ListBucket", ""},
    S3Action{"HeadObject", kNot, kNone, kData, kObject, "s3:GetObject", "s3:GetObjectVersion"},
    S3Action{"ListBucketVersions", kNot, Effect::listed, kManagement, kBucket, "", ""},
    S3Action{"ListMultipartUploads", kNot, kNone, kData, kBucket, "s3:ListBucketMultipartUploads", ""},
    S3Action{"ListObjectVersions", kNot, Effect::listed, kData, kBucket, "s3:ListBucketVersions", ""},
    S3Action{"ListObjectsV2", kNot, Effect::listed, kManagement, kBucket, "s3:ListBucket", ""},
    S3Action{"ListParts", kNot, kNone, kData, kObject, "s3:ListMultipartUploadParts", ""},
    S3Action{"PutObjectAcl", kNot, kNone, kData, kObject, "s3:PutObjectAcl", "s3:PutObjectVersionAcl"},
    S3Action{"PutObjectLegalHold", kNot, kNone, kData, kObject, "", ""},
    S3Action{"PutObjectRetention", kNot, kNone, kData, kObject, "", ""},
    S3Action{"PutObjectTagging", kNot, kNone, kData, kObject, "s3:PutObjectTagging", "s3:PutObjectVersionTagging"},
    S3Action{"RestoreObject", kNot, kNone, kData, kObject, "", ""},
    S3Action{"SelectObjectContent", kNot, kNone, kData, kObject, "s3:GetObject", "s3:GetObjectVersion"},
    S3Action{"UploadPart", kNot, kNone, kData, kObject, "s3:PutObject", ""},
    S3Action{"UploadPartCopy", kNot, kNone, kData, kObject, "s3:PutObject", ""},

    // Operations of server access logs that are no action of the rule.
    S3Action{"REST.COPY.OBJECT", kNot, Effect::wrote, kData, kObject, "s3:PutObject", ""},
    S3Action{"REST.GET.BUCKETVERSIONS", kNot, Effect::listed, kData, kBucket, "s3:ListBucketVersions", ""},
    S3Action{"REST.HEAD.OBJECT", kNot, kNone, kData, kObject, "s3:GetObject", "s3:GetObjectVersion"},
    S3Action{"REST.POST.UPLOAD", kNot, Effect::wrote, kData, kObject, "s3:PutObject", ""},
};
// clang-format on

inline constexpr std::size_t kListedCount = static_cast<std::size_t>(
    std::count_if(kAll.begin(), kAll.end(), [](const S3Action& of) { return of.rule == kListed; }));

}  // namespace s3_action

/// @returns the row of an action, by its `eventName`; null for an action that is not in the table
const S3Action* find_s3_action(std::string_view name);

/// @returns the effect of an action; nothing for an action without one, or not in the table
std::optional<Effect> effect_of(std::string_view action);

/// @returns the effect of one of the rule's actions
Effect effect_of_match(std::string_view action);

/// @returns whether an action only reads, by its name: also for actions that are not in the table
bool is_read_action(std::string_view action);

/// Whether a record of S3 is a data event, that is, one about objects. CloudTrail records these
/// only if a trail asks for them. Records with neither `eventCategory` nor `managementEvent`
/// (before about 2019) are classified by action.
/// @param category    eventCategory; empty if missing
/// @param management  managementEvent
/// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events".
bool is_s3_data_event(std::string_view category, std::optional<bool> management,
                      std::string_view action);

/// @returns the name of an effect, as alerts have it: `wrote`
std::string_view name_of(Effect effect);

}  // namespace s3rare
