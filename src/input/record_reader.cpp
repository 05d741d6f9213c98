#include "input/record_reader.h"

#include <array>

#include "input/foreign/log_origin.h"
#include "json/text.h"
#include "s3rare/match_identity.h"
#include "s3rare/term.h"

namespace s3rare::input {
namespace {

// The numbers of the paths, in the order of the constructor's lists.
enum FieldPath : std::size_t {
  kEventSource,
  kEventName,
  kErrorCode,
  kErrorMessage,
  kIdentityType,
  kIdentityAccount,
  kEventTime,
  kEventId,
  kRequestId,
  kSourceAddress,
  kHost,
  kBucket,
  kKey,
  kUserAgent,
  kRecipientAccount,
  // For terms and priorities.
  kHostParameter,
  kBytesOut,
  kBytesIn,
  // For an investigation.
  kActivityRegion,
  kIdentityArn,
  kPrincipalId,
  kAccessKey,
  kInvokedBy,
  kParameters
};

constexpr std::array<std::string_view, 15> kFieldPaths = {"eventSource",
                                                          "eventName",
                                                          "errorCode",
                                                          "errorMessage",
                                                          "userIdentity.type",
                                                          "userIdentity.accountId",
                                                          "eventTime",
                                                          "eventID",
                                                          "requestID",
                                                          "sourceIPAddress",
                                                          "tlsDetails.clientProvidedHostHeader",
                                                          "requestParameters.bucketName",
                                                          "requestParameters.key",
                                                          "userAgent",
                                                          "recipientAccountId"};
constexpr std::array<std::string_view, 9> kMorePaths = {"requestParameters.Host",
                                                        "additionalEventData.bytesTransferredOut",
                                                        "additionalEventData.bytesTransferredIn",
                                                        "awsRegion",
                                                        "userIdentity.arn",
                                                        "userIdentity.principalId",
                                                        "userIdentity.accessKeyId",
                                                        "userIdentity.invokedBy",
                                                        "requestParameters"};
constexpr std::size_t kTermAndPriorityPaths = 3;  // at the start of `kMorePaths`

json::JsonReader::Paths more_paths(FieldsRead what) {
  const json::JsonReader::Paths paths(kMorePaths);
  return what == FieldsRead::more ? paths : paths.first(kTermAndPriorityPaths);
}

enum DetailPath : std::size_t {
  kEventVersion,
  kEventType,
  kRegion,
  kSharedEventId,
  kVpcEndpointId,
  kReadOnly,
  kTlsVersion,
  kTlsCipher,
  kResources,
  kRequestParameters,
  kAdditionalEventData,
  kAddendumReason,
  kAddendumFields,
  kAddendumRequestId,
  kAddendumEventId
};

// jq 1.6 stops at a line nested deeper than 256. A record must not hide the alerts that follow it.
constexpr std::size_t kMaxPrintedDepth = 128;

RecordFields fields_of(const json::JsonReader& json) {
  RecordFields fields;
  fields.event_source = field_of(json[kEventSource]);
  fields.event_name = field_of(json[kEventName]);
  fields.error_code = field_of(json[kErrorCode]);
  fields.error_message = field_of(json[kErrorMessage]);
  fields.identity_type = field_of(json[kIdentityType]);
  fields.identity_account = field_of(json[kIdentityAccount]);
  fields.event_time = field_of(json[kEventTime]);
  fields.event_id = field_of(json[kEventId]);
  fields.request_id = field_of(json[kRequestId]);
  fields.source_address = field_of(json[kSourceAddress]);
  fields.host = field_of(json[kHost]);
  fields.bucket = field_of(json[kBucket]);
  fields.key = field_of(json[kKey]);
  fields.user_agent = field_of(json[kUserAgent]);
  fields.recipient_account = field_of(json[kRecipientAccount]);
  return fields;
}

std::string_view text_of_kind(const json::JsonValue& value, json::JsonValue::Kind kind) {
  return value.kind == kind ? value.text : std::string_view();
}

// A number, or an empty text.
std::string_view number_of(const json::JsonValue& value) {
  return text_of_kind(value, json::JsonValue::Kind::number);
}

MoreFields more_of(const json::JsonReader& json) {
  return {json[kActivityRegion].string(),
          json[kIdentityArn].string(),
          json[kPrincipalId].string(),
          json[kAccessKey].string(),
          json[kInvokedBy].string(),
          text_of_kind(json[kParameters], json::JsonValue::Kind::object),
          number_of(json[kBytesOut]),
          number_of(json[kBytesIn])};
}

}  // namespace

Field field_of(const json::JsonValue& value) {
  switch (value.kind) {
    case json::JsonValue::Kind::absent:
      return {Field::Kind::absent, {}};
    case json::JsonValue::Kind::null:
      return {Field::Kind::null, {}};
    case json::JsonValue::Kind::string:
      return {Field::Kind::string, value.text};
    default:
      return {Field::Kind::other, {}};
  }
}

RecordReader::RecordReader(FieldsRead what)
    : reads_more_(what == FieldsRead::more),
      fields_(kFieldPaths),
      fields_and_more_(kFieldPaths, more_paths(what)),
      details_{"eventVersion",
               "eventType",
               "awsRegion",
               "sharedEventID",
               "vpcEndpointId",
               "readOnly",
               "tlsDetails.tlsVersion",
               "tlsDetails.cipherSuite",
               "resources",
               "requestParameters",
               "additionalEventData",
               "addendum.reason",
               "addendum.updatedFields",
               "addendum.originalRequestID",
               "addendum.originalEventID"},
      resource_{"ARN", "type", "accountId"} {}

std::optional<RecordFields> RecordReader::read(std::string_view record) {
  more_ = {};
  byte_counts_ = {};
  if (fields_and_more_.read(record)) {
    repaired_ = fields_and_more_.repaired();
    byte_counts_ = {number_of(fields_and_more_[kBytesOut]), number_of(fields_and_more_[kBytesIn])};
    if (reads_more_) more_ = more_of(fields_and_more_);
    RecordFields fields = fields_of(fields_and_more_);
    fields.host_parameter = host_parameter_of(fields_and_more_[kHostParameter]);
    return fields;
  }
  const bool is_json = fields_.read(record);
  repaired_ = fields_.repaired();
  return is_json ? std::optional(fields_of(fields_)) : std::nullopt;
}

// CloudTrail writes the parameter as a string or as an array of strings.
Field RecordReader::host_parameter_of(const json::JsonValue& value) {
  if (value.kind != json::JsonValue::Kind::array) return field_of(value);
  json::Children elements(value.text);
  const auto only = elements.next();
  if (!only || !only->is_string() || elements.next()) return {Field::Kind::other, {}};
  json::decode_string(only->raw_string(), host_parameter_);
  return {Field::Kind::string, host_parameter_};
}

std::string RecordReader::read_detail(std::string_view record, const RecordFields& fields,
                                      std::string_view original, std::string_view envelope) {
  DetailWriter writer;
  const auto append = [&](DetailField field, std::string_view text) {
    if (!text.empty()) writer.append(field, text);
  };
  const auto append_string = [&](DetailField field, DetailPath path) {
    const json::JsonValue& value = details_[path];
    if (value.kind == json::JsonValue::Kind::string) append(field, value.text);
  };
  // A value that is not valid JSON, or is too long or too deep, is reported as text.
  const auto append_json = [&](DetailField field, DetailField text_field, DetailPath path) {
    const json::JsonValue& value = details_[path];
    if (value.kind != json::JsonValue::Kind::object && value.kind != json::JsonValue::Kind::array) {
      if (value.kind != json::JsonValue::Kind::null) append(text_field, value.text);
      return;
    }
    const std::string json = json::minify(value.text);
    if (!json::is_json(json, kMaxPrintedDepth) || !writer.append_json(field, json))
      append(text_field, json);
  };

  const std::string_view event_id = fields.event_id.string();
  if (event_id.empty()) writer.append(DetailField::no_event_id, {});
  const bool of_access_log = is_of_access_log(fields);
  if (of_access_log) writer.append(DetailField::access_log, {});
  if (of_access_log || bounded(event_id) != event_id) {
    writer.append(DetailField::event_id, event_id);
  }
  const auto time = parse_rfc3339(fields.event_time.string());
  if (time && time->fraction_digits > 0) {
    append(DetailField::fraction_digits, std::to_string(time->fraction_digits));
  }
  append(DetailField::action, fields.event_name.string());
  append(DetailField::source_address, fields.source_address.string());
  append(DetailField::identity_type, fields.identity_type.string());
  append(DetailField::identity_account, fields.identity_account.string());
  append(DetailField::request_id, fields.request_id.string());
  append(DetailField::recipient_account, fields.recipient_account.string());
  append(DetailField::bucket, fields.bucket.string());
  append(DetailField::key, fields.key.string());
  append(DetailField::host, fields.host.string());
  append(DetailField::user_agent, fields.user_agent.string());

  if (!details_.read(record)) {
    writer.mark_truncated();  // a value that the rule does not use is not JSON
  } else {
    append_string(DetailField::event_version, kEventVersion);
    append_string(DetailField::event_type, kEventType);
    append_string(DetailField::region, kRegion);
    append_string(DetailField::shared_event_id, kSharedEventId);
    append_vpc_endpoint(writer);
    append_string(DetailField::tls_version, kTlsVersion);
    append_string(DetailField::tls_cipher, kTlsCipher);
    append_string(DetailField::addendum_reason, kAddendumReason);
    append_string(DetailField::addendum_fields, kAddendumFields);
    append_string(DetailField::addendum_request_id, kAddendumRequestId);
    append_string(DetailField::addendum_event_id, kAddendumEventId);
    const json::JsonValue& read_only = details_[kReadOnly];
    if (read_only.kind == json::JsonValue::Kind::boolean && json::is_json(read_only.text)) {
      append(DetailField::read_only, read_only.text);
    }
    append_json(DetailField::request_parameters, DetailField::request_parameters_text,
                kRequestParameters);
    append_json(DetailField::additional_event_data, DetailField::additional_event_data_text,
                kAdditionalEventData);
    if (details_[kResources].kind == json::JsonValue::Kind::array) {
      append_resources(writer, details_[kResources].text);
    }
  }
  if (const auto origin = log_origin(envelope)) {
    append(DetailField::origin_path, origin->path);
    append(DetailField::origin_offset, origin->offset);
  }
  if (original.starts_with('{')) {
    writer.append_original(json::minify(original));
  } else if (!original.empty()) {
    std::string text;
    json::repair_utf8(original, text);
    writer.append_original(text);
  }
  return writer.take();
}

// Records of before about 2017 hold the endpoint inside `additionalEventData`.
void RecordReader::append_vpc_endpoint(DetailWriter& writer) {
  std::string endpoint(details_[kVpcEndpointId].string());
  const json::JsonValue& event_data = details_[kAdditionalEventData];
  if (endpoint.empty() && event_data.kind == json::JsonValue::Kind::object) {
    json::Children members(event_data.text);
    while (const auto member = members.next()) {
      if (!json::string_is(member->key, "vpcEndpointId") || !member->is_string()) continue;
      json::decode_string(member->raw_string(), endpoint);
    }
  }
  if (!endpoint.empty()) writer.append(DetailField::vpc_endpoint_id, endpoint);
}

void RecordReader::append_resources(DetailWriter& writer, std::string_view resources) {
  constexpr std::array<DetailField, 3> kFields = {
      DetailField::resource_arn, DetailField::resource_type, DetailField::resource_account};
  json::Children elements(resources);
  while (const auto element = elements.next()) {
    if (!element->is_object() || !resource_.read(element->value)) continue;
    writer.append(DetailField::resource, {});
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      if (resource_[i].kind == json::JsonValue::Kind::string)
        writer.append(kFields[i], resource_[i].text);
    }
  }
}

}  // namespace s3rare::input
