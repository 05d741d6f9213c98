#include "input/foreign/elastic_document.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "input/foreign/dotted_values.h"
#include "input/foreign/java_text.h"
#include "json/writer.h"
#include "s3rare/event_time.h"

namespace s3rare::input {
namespace {

constexpr std::string_view kFailedPipeline =
    "found a document whose ingest pipeline failed (event.kind: pipeline_error or error.message), "
    "expected the fields of a record";

constexpr std::string_view kWord = "cloudtrail";
constexpr std::string_view kDataset = "aws.cloudtrail";
constexpr std::string_view kOtelDataset = "aws.cloudtrail.otel";

// What a glance reads.
enum Glanced : std::size_t {
  kGlancedDataset,
  kGlancedStream,
  kGlancedTrail,
  kGlancedProvider,
  kGlancedAction,
  kGlancedKind,
  kGlancedError,
  kGlancedTime,
  kGlancedType,
  kGlancedAccount,
  kGlancedEventType
};
constexpr std::array<std::string_view, 11> kGlancedPaths = {"event.dataset",
                                                            "data_stream.dataset",
                                                            "aws.cloudtrail",
                                                            "event.provider",
                                                            "event.action",
                                                            "event.kind",
                                                            "error.message",
                                                            "@timestamp",
                                                            "aws.cloudtrail.user_identity.type",
                                                            "cloud.account.id",
                                                            "aws.cloudtrail.event_type"};

// What a rewritten record is made of.
enum Path : std::size_t {
  kTime,
  kProvider,
  kAction,
  kOutcome,
  kId,
  kAccount,
  kRegion,
  kAddress,
  kIp,
  kAgent,
  kUserId,
  kUserName,
  kServerName,
  kTlsVersion,
  kTlsProtocol,
  kTlsCipher,
  kVersion,
  kEventType,
  kCategory,
  kIdentityType,
  kIdentityArn,
  kAccessKey,
  kInvokedBy,
  kErrorCode,
  kErrorMessage,
  kParametersText,
  kEventDataText,
  kRequestId,
  kReadOnly,
  kManagement,
  kRecipient,
  kSharedId,
  kEndpoint,
  kResources,
  kResourceArns,
  kParameters,
  kResponse,
  kEventData
};
constexpr std::array<std::string_view, 38> kPaths = {
    "@timestamp",
    "event.provider",
    "event.action",
    "event.outcome",
    "event.id",
    "cloud.account.id",
    "cloud.region",
    "source.address",
    "source.ip",
    "user_agent.original",
    "user.id",
    "user.name",
    "tls.client.server_name",
    "tls.version",
    "tls.version_protocol",
    "tls.cipher",
    "aws.cloudtrail.event_version",
    "aws.cloudtrail.event_type",
    "aws.cloudtrail.event_category",
    "aws.cloudtrail.user_identity.type",
    "aws.cloudtrail.user_identity.arn",
    "aws.cloudtrail.user_identity.access_key_id",
    "aws.cloudtrail.user_identity.invoked_by",
    "aws.cloudtrail.error_code",
    "aws.cloudtrail.error_message",
    "aws.cloudtrail.request_parameters",
    "aws.cloudtrail.additional_eventdata",
    "aws.cloudtrail.request_id",
    "aws.cloudtrail.read_only",
    "aws.cloudtrail.management_event",
    "aws.cloudtrail.recipient_account_id",
    "aws.cloudtrail.shared_event_id",
    "aws.cloudtrail.vpc_endpoint_id",
    "aws.cloudtrail.resources",
    "aws.cloudtrail.resources.arn",
    "aws.cloudtrail.flattened.request_parameters.*",
    "aws.cloudtrail.flattened.response_elements.*",
    "aws.cloudtrail.flattened.additional_eventdata.*"};

const DottedPaths& glanced_paths() {
  static const DottedPaths paths(kGlancedPaths);
  return paths;
}

const DottedPaths& record_paths() {
  static const DottedPaths paths(kPaths);
  return paths;
}

bool is(const DottedValues& values, std::size_t path, std::string_view text) {
  const auto& value = values[path];
  return value && value->is_string() && json::string_is(value->raw_string(), text);
}

bool is_of_dataset(const DottedValues& values, std::string_view name) {
  return is(values, kGlancedDataset, name) || is(values, kGlancedStream, name);
}

bool is_string(const DottedValues& values, std::size_t path) {
  return values[path] && values[path]->is_string();
}

// Whether a document tells if its request was anonymous. An index or a query may drop fields.
bool tells_identity(const DottedValues& values) {
  if (is(values, kGlancedEventType, "AwsServiceEvent")) return true;
  if (!is_string(values, kGlancedType)) return false;
  const bool needs_account =
      is(values, kGlancedType, "AWSAccount") || is(values, kGlancedType, "Unknown");
  return values[kGlancedAccount] || !needs_account;
}

std::string_view raw_time(const DottedValues& values) {
  const auto& time = values[kGlancedTime];
  if (!time) return {};
  return time->is_string() ? time->raw_string() : time->value;
}

// Whether the text has the word, or an escape that may hide it.
bool may_be_document(std::string_view text) {
  return text.find(kWord) != std::string_view::npos || text.find("\\u00") != std::string_view::npos;
}

Glance glance_at_document(std::string_view text) {
  if (!may_be_document(text)) return {};
  const DottedValues values = glanced_paths().find(text);
  const bool has_record = is_string(values, kGlancedProvider) && is_string(values, kGlancedAction);
  const bool is_document =
      is_of_dataset(values, kDataset) || (values[kGlancedTrail].has_value() && has_record);
  if (!is_document || is_of_dataset(values, kOtelDataset)) return {};
  if (is(values, kGlancedKind, "alert") || is(values, kGlancedKind, "signal")) return {};
  const std::string_view time = raw_time(values);
  if (is(values, kGlancedKind, "pipeline_error") || values[kGlancedError]) {
    return {Glance::Kind::unreadable, kFailedPipeline, time, false};
  }
  if (!has_record) return {Glance::Kind::not_judged, {}, time, false};
  return {Glance::Kind::record, {}, time, tells_identity(values)};
}

Glance glance_at_otel_document(std::string_view text) {
  if (!may_be_document(text)) return {};
  const DottedValues values = glanced_paths().find(text);
  if (!is_of_dataset(values, kOtelDataset)) return {};
  return {Glance::Kind::not_judged, {}, raw_time(values), false};
}

// A bucket and a key, as far as they are known.
struct Object {
  std::optional<std::string> bucket;
  std::optional<std::string> key;
};

// Reads `arn:aws:s3:::BUCKET/KEY`.
void take_arn(const std::string& arn, Object& object) {
  constexpr std::string_view kService = ":s3:::";
  const std::size_t service = arn.find(kService);
  if (!arn.starts_with("arn:") || service == std::string::npos) return;
  const std::string name = arn.substr(service + kService.size());
  const std::size_t slash = name.find('/');
  if (slash == std::string::npos) {
    if (!object.bucket) object.bucket = name;
    return;
  }
  object.bucket = name.substr(0, slash);
  if (!object.key) object.key = name.substr(slash + 1);
}

class Rewriter {
 public:
  Rewriter(std::string_view document, json::PaddedText& record)
      : values_(record_paths().find(document)), record_(record) {}

  void rewrite() {
    json_.begin_object();
    copy("eventVersion", kVersion);
    write_identity();
    write_time();
    copy("eventSource", kProvider);
    copy("eventName", kAction);
    copy("awsRegion", kRegion);
    copy("sourceIPAddress", values_[kAddress] ? kAddress : kIp);
    copy("userAgent", kAgent);
    write_error();
    write_parameters();
    write_below("responseElements", kResponse);
    write_event_data();
    copy("requestID", kRequestId);
    copy("eventID", kId);
    write_boolean("readOnly", kReadOnly);
    write_resources();
    copy("eventType", kEventType);
    write_boolean("managementEvent", kManagement);
    copy("recipientAccountId", kRecipient);
    copy("sharedEventID", kSharedId);
    copy("vpcEndpointId", kEndpoint);
    copy("eventCategory", kCategory);
    write_tls();
    json_.end_object();
    record_.append(json_.text());
  }

 private:
  void copy(std::string_view key, Path path) {
    if (const auto& value = values_[path]) json_.key(key).raw(value->value);
  }

  void write_identity() {
    if (!values_[kIdentityType]) return;
    json_.key("userIdentity").begin_object();
    copy("type", kIdentityType);
    copy("principalId", kUserId);
    copy("arn", kIdentityArn);
    copy("accountId", kAccount);
    copy("accessKeyId", kAccessKey);
    copy("userName", kUserName);
    copy("invokedBy", kInvokedBy);
    json_.end_object();
  }

  // The documents write every time with milliseconds, which the record did not have.
  void write_time() {
    const auto& value = values_[kTime];
    if (!value) return;
    const std::string text = values_.string(kTime).value_or(std::string(value->value));
    const auto time = parse_export_time(text);
    json_.key("eventTime");
    if (time) {
      json_.string(format_utc(time->time));
    } else {
      json_.raw(value->value);
    }
  }

  // The outcome is decided by the pipeline. Without one, the record's own fields decide.
  void write_error() {
    const auto outcome = values_.string(kOutcome);
    if (outcome == "success") return;
    const auto has_text = [&](Path path) {
      const auto text = values_.string(path);
      return text && !text->empty();
    };
    if (has_text(kErrorCode)) copy("errorCode", kErrorCode);
    if (has_text(kErrorMessage)) copy("errorMessage", kErrorMessage);
    const bool has_error = has_text(kErrorCode) || has_text(kErrorMessage);
    if (outcome && !has_error) json_.key("errorCode").string(*outcome);
  }

  Object object_of() const {
    Object object;
    for (const auto& [key, value] : values_.below(kParameters)) {
      if (key != "bucketName" && key != "key") continue;
      auto& part = key == "key" ? object.key : object.bucket;
      const json::Child text = opened(value);
      part.reset();
      if (text.is_string()) json::decode_string(text.raw_string(), part.emplace());
    }
    if (object.bucket && object.key) return object;
    Object other;
    for_each_arn([&](const std::string& arn) { take_arn(arn, other); });
    const std::string text = values_.string(kParametersText).value_or("");
    if (!other.bucket) other.bucket = java_value(text, "bucketName");
    if (!other.key) other.key = java_value(text, "key");
    if (!object.bucket) object.bucket = other.bucket;
    if (!object.key) object.key = other.key;
    return object;
  }

  template <class Take>
  void for_each_arn(Take&& take) const {
    std::string arn;
    const auto take_value = [&](const json::Child& value) {
      if (!value.is_string()) return;
      json::decode_string(value.raw_string(), arn);
      take(arn);
    };
    for_each_resource([&](std::string_view key, const json::Child& value) {
      if (key == "arn") take_value(value);
    });
    if (const auto& arns = values_[kResourceArns]) {
      if (!arns->is_array()) take_value(*arns);
      if (arns->is_array()) {
        json::Children elements(arns->value);
        while (const auto element = elements.next()) take_value(*element);
      }
    }
  }

  // Calls `take(key, value)` for each member of each resource.
  template <class Take>
  void for_each_resource(Take&& take) const {
    for_each_resource_object([&](std::string_view object) {
      json::Children members(object);
      std::string key;
      while (const auto member = members.next()) {
        json::decode_string(member->key, key);
        take(key, opened(*member));
      }
    });
  }

  template <class Take>
  void for_each_resource_object(Take&& take) const {
    const auto& resources = values_[kResources];
    if (!resources) return;
    if (resources->is_object()) take(resources->value);
    if (!resources->is_array()) return;
    json::Children elements(resources->value);
    while (const auto element = elements.next()) {
      if (element->is_object()) take(element->value);
    }
  }

  void write_parameters() {
    const Object object = object_of();
    const auto& below = values_.below(kParameters);
    if (below.empty() && !object.bucket && !object.key) return;
    json_.key("requestParameters").begin_object();
    for (const auto& [key, value] : below) {
      if (key != "bucketName" && key != "key") json_.key(key).raw(value.value);
    }
    if (object.bucket) json_.key("bucketName").string(*object.bucket);
    if (object.key) json_.key("key").string(*object.key);
    json_.end_object();
  }

  void write_below(std::string_view name, Path path) {
    const auto& below = values_.below(path);
    if (below.empty()) return;
    json_.key(name).begin_object();
    for (const auto& [key, value] : below) json_.key(key).raw(value.value);
    json_.end_object();
  }

  void write_event_data() {
    constexpr std::array<std::string_view, 2> kBytes = {"bytesTransferredIn",
                                                        "bytesTransferredOut"};
    const auto& below = values_.below(kEventData);
    const std::string text = values_.string(kEventDataText).value_or("");
    std::array<std::string, kBytes.size()> bytes;
    for (std::size_t i = 0; i < kBytes.size(); ++i) {
      const bool is_below = std::any_of(below.begin(), below.end(),
                                        [&](const auto& each) { return each.first == kBytes[i]; });
      const std::string count = is_below ? "" : java_value(text, kBytes[i]).value_or("");
      const bool is_number = !count.empty() &&
                             count.find_first_not_of("0123456789") == std::string::npos &&
                             (count.front() != '0' || count.size() == 1);
      if (is_number) bytes[i] = count;
    }
    if (below.empty() && bytes[0].empty() && bytes[1].empty()) return;
    json_.key("additionalEventData").begin_object();
    for (const auto& [key, value] : below) {
      const bool is_bytes = std::find(kBytes.begin(), kBytes.end(), key) != kBytes.end();
      json_.key(key).raw(is_bytes ? number(opened(value)) : value.value);
    }
    for (std::size_t i = 0; i < kBytes.size(); ++i) {
      if (!bytes[i].empty()) json_.key(kBytes[i]).raw(bytes[i]);
    }
    json_.end_object();
  }

  // Elastic's flattened fields give numbers as strings.
  static std::string_view number(const json::Child& value) {
    if (!value.is_string()) return value.value;
    const std::string_view raw = value.raw_string();
    const bool is_number = !raw.empty() &&
                           raw.find_first_not_of("0123456789") == std::string_view::npos &&
                           (raw.front() != '0' || raw.size() == 1);
    return is_number ? raw : value.value;
  }

  void write_boolean(std::string_view key, Path path) {
    if (!values_[path]) return;
    const auto text = values_.string(path);
    const bool is_boolean = text == "true" || text == "false";
    json_.key(key).raw(is_boolean ? std::string_view(*text) : values_[path]->value);
  }

  void write_resources() {
    bool any = false;
    for_each_resource_object([&](std::string_view) { any = true; });
    if (!any) return;
    json_.key("resources").begin_array();
    for_each_resource_object([&](std::string_view resource) {
      json_.begin_object();
      json::Children members(resource);
      std::string key;
      while (const auto member = members.next()) {
        json::decode_string(member->key, key);
        std::string_view name = key;
        if (key == "arn") name = "ARN";
        if (key == "account_id") name = "accountId";
        json_.key(name).raw(opened(*member).value);
      }
      json_.end_object();
    });
    json_.end_array();
  }

  void write_tls() {
    if (!values_[kServerName] && !values_[kTlsVersion] && !values_[kTlsCipher]) return;
    json_.key("tlsDetails").begin_object();
    if (const auto version = values_.string(kTlsVersion)) {
      const bool is_tls = !values_[kTlsProtocol] || is(values_, kTlsProtocol, "tls");
      json_.key("tlsVersion").string((is_tls ? "TLSv" : "SSLv") + *version);
    }
    copy("cipherSuite", kTlsCipher);
    copy("clientProvidedHostHeader", kServerName);
    json_.end_object();
  }

  DottedValues values_;
  json::PaddedText& record_;
  json::JsonWriter json_;
};

void rewrite_document(std::string_view text, json::PaddedText& record) {
  Rewriter(text, record).rewrite();
}

}  // namespace

Form elastic_document() {
  return {"Elastic documents",
          "the documents may lack who signed a request, and policies that were too long", kWord,
          glance_at_document, rewrite_document};
}

Form elastic_otel_document() {
  return {"OpenTelemetry documents", "the documents do not tell who made a request", kWord,
          glance_at_otel_document, nullptr};
}

}  // namespace s3rare::input
