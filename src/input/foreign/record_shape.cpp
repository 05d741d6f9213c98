// `RecordMembers` looks at the top level of a record and says whether anything is unusual. Few
// records are, and only those are written anew.

#include "input/foreign/record_shape.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/foreign/dotted_values.h"
#include "json/text.h"
#include "json/writer.h"
#include "s3rare/event_time.h"

namespace s3rare::input {
namespace {

// Objects of a record that exports flatten.
constexpr std::array<std::string_view, 6> kObjects = {"userIdentity",        "requestParameters",
                                                      "responseElements",    "tlsDetails",
                                                      "additionalEventData", "addendum"};

// Single values of a record, which an array may hold.
constexpr std::array<std::string_view, 17> kValues = {
    "eventVersion", "eventTime",         "eventSource",     "eventName",     "awsRegion",
    "errorCode",    "errorMessage",      "sourceIPAddress", "userAgent",     "requestID",
    "eventID",      "eventType",         "eventCategory",   "sharedEventID", "vpcEndpointId",
    "readOnly",     "recipientAccountId"};

// Single values inside of the objects.
constexpr std::array<std::string_view, 12> kInnerValues = {"type",
                                                           "principalId",
                                                           "arn",
                                                           "accountId",
                                                           "accessKeyId",
                                                           "invokedBy",
                                                           "bucketName",
                                                           "key",
                                                           "tlsVersion",
                                                           "cipherSuite",
                                                           "clientProvidedHostHeader",
                                                           "userName"};

// Real logs nest less. JSON in a string that is nested deeper is left alone.
constexpr std::size_t kMostInnerDepth = 512;

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && json::is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && json::is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The object that a string holds as JSON, or an empty text.
std::string object_in(const json::Child& value) {
  if (!value.is_string()) return {};
  const std::string_view raw = trimmed(value.raw_string());
  if (!raw.starts_with('{') && !raw.starts_with('\\')) return {};
  std::string text;
  json::decode_string(raw, text);
  text = trimmed(text);
  const bool is_object = text.starts_with('{') && json::is_json(text, kMostInnerDepth);
  return is_object ? text : std::string();
}

// An object whose members come from dotted keys. A key that is deeper keeps its dots.
class Tree {
 public:
  const std::map<std::string, std::unique_ptr<Tree>, std::less<>>& members() const {
    return members_;
  }
  std::string_view value() const { return value_; }

  void add(std::string_view path, std::string_view value) {
    Tree* tree = this;
    for (std::size_t depth = 0;; ++depth) {
      const std::size_t dot = depth < kMostDots ? path.find('.') : std::string_view::npos;
      auto& member = tree->members_[std::string(path.substr(0, dot))];
      if (!member) member = std::make_unique<Tree>();
      tree = member.get();
      if (dot == std::string_view::npos) break;
      path.remove_prefix(dot + 1);
    }
    tree->value_ = value;
  }

  void write(json::JsonWriter& json) const {
    if (members_.empty()) {
      json.raw(value_);
      return;
    }
    json.begin_object();
    write_members(json);
    json.end_object();
  }

  void write_members(json::JsonWriter& json) const {
    for (const auto& [key, tree] : members_) tree->write(json.key(key));
  }

 private:
  static constexpr std::size_t kMostDots = 16;

  std::string_view value_;  // of a leaf: JSON
  std::map<std::string, std::unique_ptr<Tree>, std::less<>> members_;
};

// One of `kObjects` in a record.
struct Part {
  std::optional<json::Child> value;  // of the last member of this name
  Tree dotted;

  bool is_dotted() const { return !dotted.members().empty(); }
};

// The members of a record, and what is unusual about them.
class RecordMembers {
 public:
  explicit RecordMembers(std::string_view record) {
    json::Children members(record);
    std::string key;
    while (const auto member = members.next()) {
      json::decode_string(member->key, key);
      add(key, *member);
    }
    const Part& identity = parts_[0];
    leaves_identity_ = identity.is_dotted() && !is_object(identity) && !tells(identity.dotted);
    is_unusual_ = !members.malformed() && (is_unusual_ || time_ || has_unusual_part());
  }

  bool is_unusual() const { return is_unusual_; }

  std::string write() const {
    json::JsonWriter json;
    json.begin_object();
    for (const auto& [key, value] : others_) json.key(key).raw(value);
    for (std::size_t i = 0; i < kObjects.size(); ++i) write_part(json, i);
    if (time_) json.key("eventTime").string(*time_);
    return json.end_object().take();
  }

 private:
  // Whether columns of an identity tell if it is anonymous: an export may leave out any of them. A
  // service has no account.
  static bool tells(const Tree& identity) {
    const auto type = identity.members().find("type");
    if (type == identity.members().end() || !type->second->value().starts_with('"')) return false;
    const std::string_view raw = type->second->value();
    const auto is = [&](std::string_view name) {
      return json::string_is(raw.substr(1, raw.size() - 2), name);
    };
    return identity.members().contains("accountId") || (!is("AWSAccount") && !is("Unknown"));
  }

  static bool is_object(const Part& part) {
    return part.value &&
           (opened(*part.value).is_object() || !object_in(opened(*part.value)).empty());
  }

  void add(const std::string& key, const json::Child& member) {
    const std::size_t dot = key.find('.');
    const std::string_view first = std::string_view(key).substr(0, dot);
    const auto* const object = std::find(kObjects.begin(), kObjects.end(), first);
    if (object != kObjects.end()) {
      Part& part = parts_[static_cast<std::size_t>(object - kObjects.begin())];
      if (dot == std::string::npos) {
        part.value = member;
      } else {
        part.dotted.add(std::string_view(key).substr(dot + 1), opened(member).value);
      }
      return;
    }
    if (!is_one_of(key, kValues)) {
      others_.emplace_back(key, member.value);
      return;
    }
    const json::Child value = opened(member);
    is_unusual_ = is_unusual_ || value.value.data() != member.value.data();
    others_.emplace_back(key, value.value);
    if (key == "eventTime") read_time(value);
  }

  // Of a key that occurs twice, the last value counts.
  void read_time(const json::Child& value) {
    time_.reset();
    std::string text(value.value);
    if (value.is_string()) json::decode_string(value.raw_string(), text);
    if (value.is_string() && parse_rfc3339(text)) return;
    if (const auto time = parse_export_time(text)) time_ = format_utc(time->time);
  }

  bool has_unusual_part() const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      if (part.is_dotted() && !(i == 0 && leaves_identity_)) return true;
      if (!part.value) continue;
      const json::Child value = opened(*part.value);
      if (value.value.data() != part.value->value.data() || !object_in(value).empty()) return true;
      if (value.is_object() && has_inner_array(value.value)) return true;
    }
    return false;
  }

  static bool has_inner_array(std::string_view object) {
    json::Children members(object);
    std::string key;
    while (const auto member = members.next()) {
      if (!member->is_array()) continue;
      json::decode_string(member->key, key);
      if (is_one_of(key, kInnerValues) && opened(*member).value.data() != member->value.data()) {
        return true;
      }
    }
    return false;
  }

  void write_part(json::JsonWriter& json, std::size_t number) const {
    const std::string_view name = kObjects[number];
    const Part& part = parts_[number];
    const auto value = part.value ? std::optional(opened(*part.value)) : std::nullopt;
    std::string text;
    if (value) text = value->is_object() ? std::string(value->value) : object_in(*value);
    if (number == 0 && leaves_identity_) {
      for (const auto& [key, tree] : part.dotted.members()) {
        tree->write(json.key(std::string(name) + "." + key));
      }
      if (value) json.key(name).raw(value->value);
    } else if (!text.empty() || part.is_dotted()) {
      json.key(name).begin_object();
      part.dotted.write_members(json);
      if (!text.empty()) write_members(json, text);
      json.end_object();
    } else if (value) {
      json.key(name).raw(value->value);
    }
  }

  static void write_members(json::JsonWriter& json, std::string_view object) {
    json::Children members(object);
    std::string key;
    while (const auto member = members.next()) {
      json::decode_string(member->key, key);
      json.key(key).raw(is_one_of(key, kInnerValues) ? opened(*member).value : member->value);
    }
  }

  std::vector<std::pair<std::string, std::string_view>> others_;
  std::array<Part, kObjects.size()> parts_;
  std::optional<std::string> time_;
  bool leaves_identity_ = false;
  bool is_unusual_ = false;
};

}  // namespace

bool shape_record(std::string_view record, json::PaddedText& shaped) {
  const RecordMembers members(record);
  if (!members.is_unusual()) return false;
  shaped.assign(members.write());
  return true;
}

}  // namespace s3rare::input
