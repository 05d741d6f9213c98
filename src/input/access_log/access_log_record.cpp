#include "input/access_log/access_log_record.h"

#include <algorithm>
#include <string>

#include "input/access_log/object_key.h"
#include "input/access_log/request_place.h"
#include "json/text.h"
#include "json/writer.h"
#include "s3rare/rule.h"
#include "s3rare/s3_action.h"

namespace s3rare::input {
namespace {

struct OperationRow {
  std::string_view operation;
  std::string_view action;
};

constexpr std::array kOperations = {OperationRow{"REST.GET.OBJECT", "GetObject"},
                                    OperationRow{"WEBSITE.GET.OBJECT", "GetObject"},
                                    OperationRow{"REST.PUT.OBJECT", "PutObject"},
                                    OperationRow{"REST.POST.OBJECT", "PutObject"},
                                    OperationRow{"REST.DELETE.OBJECT", "DeleteObject"},
                                    OperationRow{"BATCH.DELETE.OBJECT", "DeleteObject"},
                                    OperationRow{"REST.GET.BUCKET", "ListObjects"}};

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Writes members of strings that need not be UTF-8.
class Members {
 public:
  explicit Members(json::JsonWriter& json) : json_(json) {}

  // A member; left out if the text is empty.
  void add(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    json::repair_utf8(text, repaired_);
    json_.field(name, repaired_);
  }

  // A number, which the log has as digits, or as `-` for 0.
  void add_number(std::string_view name, std::string_view digits) {
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return;
    // JSON has no leading zeros.
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    const std::string_view number = digits.substr(first);
    json_.key(name).raw(number.empty() ? "0" : number);
  }

 private:
  json::JsonWriter& json_;
  std::string repaired_;
};

// The type of an identity, by its ARN: `arn:aws:sts::111122223333:assumed-role/NAME/SESSION`.
std::string_view type_of_arn(std::string_view arn) {
  constexpr std::array kTypes = {
      OperationRow{":assumed-role/", "AssumedRole"}, OperationRow{":user/", "IAMUser"},
      OperationRow{":federated-user/", "FederatedUser"}, OperationRow{":root", "Root"}};
  for (const auto& [part, type] : kTypes) {
    if (arn.find(part) != std::string_view::npos) return type;
  }
  return "Unknown";
}

std::string_view account_of_arn(std::string_view arn) {
  for (int skipped = 0; skipped < 4; ++skipped) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  const std::string_view account = arn.substr(0, arn.find(':'));
  return is_account_number(account) ? account : std::string_view();
}

// Whether it is the canonical ID of an account's user: 64 hexadecimal digits.
bool is_canonical_id(std::string_view text) {
  constexpr std::size_t kDigits = 64;
  return text.size() == kDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void write_identity(json::JsonWriter& json, Members& members, const AccessLogEntry& entry) {
  json.key("userIdentity").begin_object();
  const std::string_view requester = entry.requester;
  if (entry.is_anonymous()) {
    json.field("type", "AWSAccount").field("principalId", "").field("accountId", rule::kAnonymous);
  } else if (requester.empty()) {
    json.field("type", "Unknown");  // signed, by nobody whom S3 knows
  } else if (requester.starts_with("arn:")) {
    json.field("type", type_of_arn(requester));
    members.add("arn", requester);
    members.add("accountId", account_of_arn(requester));
  } else if (is_canonical_id(requester)) {
    json.field("type", "AWSAccount").field("principalId", requester);
  } else {
    json.field("type", "AWSService");  // `AmazonS3` for the lifecycle, `svc:` and a name
    members.add("invokedBy", requester);
  }
  json.end_object();
}

void write_error(json::JsonWriter& json, Members& members, const AccessLogEntry& entry) {
  if (entry.succeeded()) return;
  if (!entry.error_code.empty()) {
    members.add("errorCode", entry.error_code);
  } else {
    const std::string_view status = entry.status.empty() ? "unknown" : entry.status;
    json.field("errorCode", "HTTP status " + std::string(status));
  }
}

void write_event_data(json::JsonWriter& json, Members& members, const AccessLogEntry& entry,
                      std::string_view action) {
  json.key("additionalEventData").begin_object();
  members.add("SignatureVersion", entry.signature_version);
  members.add("CipherSuite", entry.cipher_suite);
  if (effect_of(action) == Effect::wrote && !entry.object_size.empty()) {
    members.add_number("bytesTransferredIn", entry.object_size);
  }
  members.add("AuthenticationMethod", entry.authentication_type);
  members.add("x-amz-id-2", entry.host_id);
  members.add_number("bytesTransferredOut", entry.bytes_sent);
  members.add("aclRequired", entry.acl_required);
  json.end_object();
}

// The user guide's examples have `TLSV1.2`, logs have `TLSv1.2`.
std::string tls_version_of(std::string_view logged) {
  constexpr std::string_view kCapital = "TLSV";
  if (!logged.starts_with(kCapital)) return std::string(logged);
  return "TLSv" + std::string(logged.substr(kCapital.size()));
}

}  // namespace

std::string_view action_of_operation(std::string_view operation) {
  const auto* const row =
      std::find_if(kOperations.begin(), kOperations.end(),
                   [&](const OperationRow& of) { return of.operation == operation; });
  return row == kOperations.end() ? operation : row->action;
}

bool may_match(const AccessLogEntry& entry) {
  return entry.is_anonymous() && entry.succeeded() &&
         action_of_operation(entry.operation) != entry.operation;
}

EntryTime::EntryTime(std::string_view logged) {
  const auto append = [&](std::string_view part) {
    std::copy(part.begin(), part.end(), text_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += part.size();
  };
  constexpr std::size_t kLoggedBytes = 26;
  if (logged.size() != kLoggedBytes || logged[2] != '/') {
    if (logged.size() <= text_.size()) append(logged);
    return;
  }
  const auto* const month = std::find(kMonths.begin(), kMonths.end(), logged.substr(3, 3));
  if (month == kMonths.end()) return;
  const auto number = static_cast<int>(month - kMonths.begin()) + 1;
  const std::array<char, 2> digits = {static_cast<char>('0' + number / 10),
                                      static_cast<char>('0' + number % 10)};
  append(logged.substr(7, 4));
  append("-");
  append({digits.data(), digits.size()});
  append("-");
  append(logged.substr(0, 2));
  append("T");
  append(logged.substr(12, 8));
  if (logged.ends_with("0000")) {
    append("Z");
  } else {
    append(logged.substr(21, 3));
    append(":");
    append(logged.substr(24, 2));
  }
}

void write_record(const AccessLogEntry& entry, json::PaddedText& record) {
  constexpr std::size_t kUsualBytes = 1024;
  json::JsonWriter json;
  json.reserve(kUsualBytes);
  Members members(json);
  const std::string_view action = action_of_operation(entry.operation);
  const RequestPlace place = place_of(entry);

  json.begin_object();
  write_identity(json, members, entry);
  members.add("eventTime", EntryTime(entry.time).text());
  json.field("eventSource", rule::kProvider);
  members.add("eventName", action);
  members.add("awsRegion", place.region);
  members.add("sourceIPAddress", entry.remote_ip);
  members.add("userAgent", entry.user_agent);
  write_error(json, members, entry);
  json.key("requestParameters").begin_object();
  members.add("bucketName", entry.bucket);
  members.add("Host", entry.host_header);
  members.add("key", object_key(entry.key, entry.request_uri));
  json.end_object();
  write_event_data(json, members, entry, action);
  const std::string_view request_id = entry.request_id.empty() ? "-" : entry.request_id;
  members.add("requestID", request_id);
  members.add("eventID", request_id);
  json.key("readOnly").boolean(is_read_action(action));
  json.key("managementEvent").boolean(false);
  members.add("recipientAccountId", place.account);
  json.field("eventCategory", "Data");
  if (!entry.tls_version.empty()) {
    json.key("tlsDetails").begin_object();
    members.add("tlsVersion", tls_version_of(entry.tls_version));
    members.add("cipherSuite", entry.cipher_suite);
    members.add("clientProvidedHostHeader", entry.host_header);
    json.end_object();
  }
  record.assign(json.end_object().text());
}

}  // namespace s3rare::input
