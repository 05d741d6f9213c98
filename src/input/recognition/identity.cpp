#include "input/recognition/identity.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "json/text.h"
#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

constexpr std::array<std::string_view, 13> kIdentityKeys = {"type",
                                                            "accountId",
                                                            "principalId",
                                                            "arn",
                                                            "accessKeyId",
                                                            "userName",
                                                            "invokedBy",
                                                            "sessionContext",
                                                            "identityProvider",
                                                            "onBehalfOf",
                                                            "inScopeOf",
                                                            "credentialId",
                                                            "webIdFederationData"};

constexpr std::string_view kDottedKey = "userIdentity.";

bool is_key_of_identity(std::string_view key) {
  return std::find(kIdentityKeys.begin(), kIdentityKeys.end(), key) != kIdentityKeys.end();
}

bool is_null(const json::Child& value) { return value.value == "null"; }

// What the members of an identity are like. Of a key that occurs twice, the last value counts.
struct Identity {
  bool has_type = false;  // as a string
  bool has_account = false;
  bool is_readable = true;  // neither is a value of another type
  bool is_misspelled = false;
  bool has_known_key = false;

  explicit Identity(std::string_view object) {
    json::Children members(object);
    std::string key;
    bool type_is_readable = true;
    bool account_is_readable = true;
    while (const auto member = members.next()) {
      json::decode_string(member->key, key);
      has_known_key = has_known_key || is_key_of_identity(key);
      if (key == "type") {
        has_type = member->is_string();
        type_is_readable = has_type || is_null(*member);
      } else if (key == "accountId") {
        has_account = member->is_string();
        account_is_readable = has_account || is_null(*member);
      } else if (const std::string name = lower_case(key); name == "type" || name == "accountid") {
        is_misspelled = true;
      }
    }
    is_readable = type_is_readable && account_is_readable;
  }
};

std::string_view without_space(std::string_view text) {
  while (!text.empty() && json::is_space(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

bool has_usable_identity(std::string_view record) {
  json::Children members(record);
  std::string text;
  std::optional<json::Child> identity;
  bool is_dotted = false;
  bool is_service_event = false;
  while (const auto member = members.next()) {
    json::decode_string(member->key, text);
    if (text == "userIdentity") {
      identity = member;
    } else if (text.starts_with(kDottedKey)) {
      is_dotted = true;
    } else if (text == "eventType") {
      is_service_event =
          member->is_string() && json::string_is(member->raw_string(), "AwsServiceEvent");
    }
  }
  const bool is_object = identity && identity->is_object();
  if (!is_object) {
    return is_service_event && !is_dotted && (!identity || is_null(*identity));
  }
  const Identity inner(identity->value);
  return (inner.has_type && inner.has_account) ||
         (!is_dotted && !inner.is_misspelled && inner.is_readable && inner.has_known_key);
}

bool shows_identity(std::string_view record) {
  constexpr std::string_view kKey = R"("userIdentity")";
  const std::size_t key = record.find(kKey);
  if (key == std::string_view::npos) return false;
  std::string_view text = without_space(record.substr(key + kKey.size()));
  for (const char expected : {':', '{', '"'}) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    if (expected != '"') text = without_space(text);
  }
  return is_key_of_identity(text.substr(0, text.find('"')));
}

}  // namespace s3rare::input
