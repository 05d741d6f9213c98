#include "investigate/openness/observation_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "input/record_reader.h"
#include "investigate/openness/settings_text.h"
#include "json/members.h"
#include "s3rare/outcome.h"
#include "s3rare/rule.h"
#include "s3rare/siphash.h"

namespace s3rare::investigate::openness {
namespace {

// Paths of the record, in the order of their names.
enum Path : std::size_t {
  kEventSource,
  kEventName,
  kEventTime,
  kEventId,
  kErrorCode,
  kErrorMessage,
  kRegion,
  kRecipient,
  kIdentityAccount,
  kParameters,
  kAdditional,
  kResources,
  kSharedId
};

// The record as far as it is needed.
struct Record {
  std::string_view name;
  std::string_view error;
  std::string_view message;
  std::string_view parameters;  // JSON
  std::string_view additional;  // JSON
  bool is_anonymous = false;
  bool of_account = false;  // the operation is for an account's settings

  bool is(std::initializer_list<std::string_view> names) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
  std::optional<std::string> parameter(std::string_view lower_case_name) const {
    auto text = text_member(parameters, lower_case_name);
    return text && !text->empty() ? text : std::nullopt;
  }
};

using Content = std::optional<Observation::Content>;

bool writes_object(const Record& record) {
  return record.is({"PutObject", "CopyObject", "CreateMultipartUpload", "PostObject"});
}

// What an anonymous request shows.
Content requested_by(const Record& record) {
  const bool of_version = record.parameter("versionid").has_value();
  const auto need = need_of(record.name, of_version);
  if (!need) return std::nullopt;
  Requested request;
  request.need = *need;
  if (need->of_object) request.key = record.parameter("key");
  constexpr std::array<std::string_view, 6> kAuthorized = {
      "", "NotModified", "PreconditionFailed", "InvalidRange", "304", "412"};
  constexpr std::array<std::string_view, 3> kNoSuchKey = {"NoSuchKey", "NotFound", "404"};
  const auto is_one_of = [&](const auto& errors) {
    return std::find(errors.begin(), errors.end(), record.error) != errors.end();
  };
  if (is_one_of(kAuthorized)) {
    request.by_acl = text_member(record.additional, "aclrequired").value_or("") == "Yes";
    return request;
  }
  if (record.error == "AccessDenied") {
    request.outcome = Requested::Outcome::denied;
    return request;
  }
  const bool reads = record.is({"GetObject", "HeadObject"});
  const bool by_website =
      record.parameter("host").value_or("").find("s3-website") != std::string::npos;
  if (!reads || !is_one_of(kNoSuchKey) || by_website) return std::nullopt;
  request.outcome = Requested::Outcome::no_such_key;
  return request;
}

// What a refusal or the absence of a setting shows.
Content shown_by_error(const Record& record) {
  if (record.error == "AccessControlListNotSupported") return AclRefused{};
  if (record.error == "NoSuchPublicAccessBlockConfiguration")
    return NoBlockFound{record.of_account};
  if (record.error == "NoSuchBucketPolicy") return NoPolicyFound{};
  if (record.error == "OwnershipControlsNotFoundError") return NoOwnershipFound{};
  if (record.error == "InvalidBucketAclWithObjectOwnership" &&
      record.name == "PutBucketOwnershipControls") {
    return EnforcingRefused{};
  }
  const bool by_setting = record.message.find("BlockPublicPolicy") != std::string_view::npos;
  if (record.error == "AccessDenied" && record.name == "PutBucketPolicy" && by_setting) {
    return PublicPolicyRefused{};
  }
  return std::nullopt;
}

// The size of the answer tells how many of a bucket's settings are off: undocumented.
Content hinted_by_size(const Record& record) {
  constexpr int kAllOn = 326;
  constexpr int kAllOff = 330;
  const std::string text = text_member(record.additional, "bytestransferredout").value_or("");
  int size = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), size);
  if (read.ec != std::errc() || size < kAllOn || size > kAllOff) return std::nullopt;
  return BlockHint{size - kAllOn};
}

Content created_by(const Record& record) {
  BucketCreated created;
  created.acl = read_acl_text(record.parameters, false);
  if (const auto ownership = record.parameter("x-amz-object-ownership")) {
    created.acls_disabled = acls_disabled_by(*ownership);
  }
  return created;
}

Content object_acl_by(const Record& record) {
  ObjectAclSet set;
  set.key = record.parameter("key").value_or("");
  if (set.key.empty()) return std::nullopt;
  const auto acl = read_acl_text(record.parameters, true);
  if (!writes_object(record)) {
    set.object.acl = acl.value_or(Acl::omitted());
    return set;
  }
  if (!record.parameters.starts_with('{')) return std::nullopt;
  set.object.acl = acl.value_or(Acl::owner_only());
  if (record.is_anonymous) {
    // It belongs to whoever does not sign.
    set.object.acl.everyone = {Truth::yes, Truth::no, Truth::yes, Truth::yes};
    set.by_owner = true;
  }
  return set;
}

// The same policy is set again and again: it is read once, and shared.
using KnownPolicies = std::map<std::uint64_t, PolicySetting>;
constexpr std::size_t kMostKnownPolicies = 64;

PolicySetting policy_in(std::string_view parameters, std::uint64_t hash, KnownPolicies& known) {
  const auto found = known.find(hash);
  if (found != known.end()) return found->second;
  if (known.size() >= kMostKnownPolicies) known.clear();
  return known.emplace(hash, read_policy_setting(parameters)).first->second;
}

Content changed_by(const Record& record, std::uint64_t hash, KnownPolicies& known) {
  if (record.name == "PutBucketPolicy") {
    return PolicySet{policy_in(record.parameters, hash, known)};
  }
  if (record.name == "DeleteBucketPolicy") return PolicySet{PolicySetting::none()};
  if (record.name == "PutBucketAcl") {
    return BucketAclSet{read_acl_text(record.parameters, false).value_or(Acl::omitted())};
  }
  if (record.name == "PutObjectAcl" || writes_object(record)) return object_acl_by(record);
  if (record.is(
          {"PutBucketPublicAccessBlock", "PutPublicAccessBlock", "PutAccountPublicAccessBlock"})) {
    return BlockSet{record.of_account, read_block_text(record.parameters)};
  }
  if (record.is({"DeleteBucketPublicAccessBlock", "DeletePublicAccessBlock",
                 "DeleteAccountPublicAccessBlock"})) {
    return BlockSet{record.of_account, Block::all(Truth::no)};
  }
  if (record.name == "PutBucketOwnershipControls") {
    return OwnershipSet{read_ownership_text(record.parameters)};
  }
  if (record.name == "DeleteBucketOwnershipControls") return OwnershipSet{Truth::no};
  if (record.name == "CreateBucket") return created_by(record);
  if (record.name == "DeleteBucket") return BucketDeleted{};
  return std::nullopt;
}

// The bucket's name and owner among the record's resources.
struct NamedBucket {
  std::string bucket;
  std::string account;
};
NamedBucket bucket_in(std::string_view resources) {
  NamedBucket resource;
  if (!resources.starts_with('[')) return resource;
  json::Children children(resources);
  while (const auto child = children.next()) {
    if (!child->is_object()) continue;
    if (text_member(child->value, "type").value_or("") != "AWS::S3::Bucket") continue;
    const std::string arn = text_member(child->value, "arn").value_or("");
    constexpr std::string_view kFront = ":s3:::";
    const std::size_t at = arn.find(kFront);
    if (at != std::string::npos) resource.bucket = arn.substr(at + kFront.size());
    resource.account = text_member(child->value, "accountid").value_or("");
  }
  return resource;
}

// The bucket of a virtual host: `alpha.s3.us-east-1.amazonaws.com`.
std::string bucket_of_host(std::string_view host) {
  for (const std::string_view service : {".s3.", ".s3-"}) {
    const std::size_t at = host.find(service);
    if (at != std::string_view::npos && host.find("s3-control") == std::string_view::npos) {
      return std::string(host.substr(0, at));
    }
  }
  return {};
}

// The account of a control host: `111122223333.s3-control.us-east-1.amazonaws.com`.
std::string account_of_host(std::string_view host) {
  const std::string_view label = host.substr(0, host.find('.'));
  return is_account_number(label) ? std::string(label) : std::string();
}

// Whether a request names a bucket, not an access point by its ARN.
bool is_bucket_name(std::string_view name) { return !name.empty() && !name.starts_with("arn:"); }

}  // namespace

bool may_be_observation(std::string_view event_name) {
  constexpr std::array<std::string_view, 24> kNames = {"CopyObject",
                                                       "CreateBucket",
                                                       "CreateMultipartUpload",
                                                       "DeleteAccountPublicAccessBlock",
                                                       "DeleteBucket",
                                                       "DeleteBucketOwnershipControls",
                                                       "DeleteBucketPolicy",
                                                       "DeleteBucketPublicAccessBlock",
                                                       "DeletePublicAccessBlock",
                                                       "GetAccountPublicAccessBlock",
                                                       "GetBucketOwnershipControls",
                                                       "GetBucketPolicy",
                                                       "GetBucketPolicyStatus",
                                                       "GetBucketPublicAccessBlock",
                                                       "GetPublicAccessBlock",
                                                       "PostObject",
                                                       "PutAccountPublicAccessBlock",
                                                       "PutBucketAcl",
                                                       "PutBucketOwnershipControls",
                                                       "PutBucketPolicy",
                                                       "PutBucketPublicAccessBlock",
                                                       "PutObject",
                                                       "PutObjectAcl",
                                                       "PutPublicAccessBlock"};
  return std::find(kNames.begin(), kNames.end(), event_name) != kNames.end();
}

ObservationReader::ObservationReader()
    : fields_{"eventSource",       "eventName",           "eventTime",
              "eventID",           "errorCode",           "errorMessage",
              "awsRegion",         "recipientAccountId",  "userIdentity.accountId",
              "requestParameters", "additionalEventData", "resources",
              "sharedEventID"} {}

std::vector<Observed> ObservationReader::read(std::string_view json) {
  about_ = {};
  if (!fields_.read(json) || fields_[kEventSource].string() != rule::kProvider) return {};
  const auto time = parse_rfc3339(fields_[kEventTime].string());
  if (!time) return {};
  Record record;
  record.name = fields_[kEventName].string();
  record.error = fields_[kErrorCode].string();
  record.message = fields_[kErrorMessage].string();
  RecordFields fields;
  fields.error_code = input::field_of(fields_[kErrorCode]);
  fields.error_message = input::field_of(fields_[kErrorMessage]);
  fields.identity_account = input::field_of(fields_[kIdentityAccount]);
  record.is_anonymous = is_anonymous(fields, Principal::both);
  const auto object_text = [&](Path path) {
    const json::JsonValue& value = fields_[path];
    return value.kind == json::JsonValue::Kind::object ? value.text : std::string_view();
  };
  record.parameters = object_text(kParameters);
  record.additional = object_text(kAdditional);
  const bool has_failed = is_failure(fields);

  const NamedBucket resource = bucket_in(fields_[kResources].text);
  const std::string host = record.parameter("host").value_or("");
  std::string bucket = record.parameter("bucketname").value_or("");
  if (!is_bucket_name(bucket)) bucket = resource.bucket;
  if (bucket.empty()) bucket = bucket_of_host(host);
  record.of_account =
      record.is({"PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock",
                 "GetAccountPublicAccessBlock"}) ||
      (record.is({"PutPublicAccessBlock", "DeletePublicAccessBlock", "GetPublicAccessBlock"}) &&
       bucket.empty());
  about_.of_account = record.of_account;
  about_.account =
      resource.account.empty() ? std::string(fields_[kRecipient].string()) : resource.account;
  if (record.of_account) {
    if (about_.account.empty()) about_.account = account_of_host(host);
  } else {
    about_.bucket = std::move(bucket);
    about_.region = fields_[kRegion].string();
  }
  const std::string_view shared = fields_[kSharedId].string();
  about_.call = shared.empty() ? fields_[kEventId].string() : shared;
  about_.parameters = record.parameters;
  about_.hash = siphash_64({}, record.parameters);
  if (record.of_account ? about_.account.empty() : about_.bucket.empty()) return {};
  about_.key = record.parameter("key").value_or("");
  about_.asked = changed_by(record, about_.hash, policies_);

  std::vector<Observation::Content> contents;
  contents.reserve(2);
  const auto add = [&](Content content) {
    if (content) contents.push_back(std::move(*content));
  };
  if (record.is_anonymous) add(requested_by(record));
  // What an anonymous caller writes also sets the object's ACL; under WRITE_ACP one sets an ACL.
  const bool is_both = writes_object(record) || record.is({"PutBucketAcl", "PutObjectAcl"});
  if (!has_failed && (contents.empty() || is_both)) {
    add(record.is({"GetBucketPublicAccessBlock"}) ? hinted_by_size(record) : about_.asked);
  }
  if (has_failed && contents.empty()) add(shown_by_error(record));

  Observed observed;
  observed.account = about_.account;
  observed.bucket = about_.bucket;
  observed.region = about_.region;
  observed.observation.time = {time->time.seconds, 0};
  observed.observation.event_id = fields_[kEventId].string();
  std::vector<Observed> all;
  for (Observation::Content& content : contents) {
    all.push_back(observed);
    all.back().observation.content = std::move(content);
  }
  return all;
}

}  // namespace s3rare::investigate::openness
